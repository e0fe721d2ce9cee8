import * as z from "zod";
import { KEY_ALGORITHMS } from "../../domain/key-algorithm.ts";
import { arg, component, envVar } from "./component.ts";
import { typeMeta } from "./type-meta.ts";

const imageMeta = { imageRepository: z.string().optional(), imageTag: z.string().optional() };

const localEtcd = z.strictObject({
  ...imageMeta,
  dataDir: z.string().optional(),
  extraArgs: z.array(arg).optional(),
  extraEnvs: z.array(envVar).optional(),
  serverCertSANs: z.array(z.string()).optional(),
  peerCertSANs: z.array(z.string()).optional(),
});

const externalEtcd = z.strictObject({
  endpoints: z.array(z.string()).optional(),
  httpEndpoints: z.array(z.string()).optional(),
  caFile: z.string().optional(),
  certFile: z.string().optional(),
  keyFile: z.string().optional(),
});

const networking = z.strictObject({
  serviceSubnet: z.string().optional(),
  podSubnet: z.string().optional(),
  dnsDomain: z.string().optional(),
});

/** kubeadm.k8s.io/v1beta4 ClusterConfiguration. */
export const clusterConfiguration = z.strictObject({
  ...typeMeta,
  etcd: z.strictObject({ local: localEtcd.optional(), external: externalEtcd.optional() }).optional(),
  networking: networking.optional(),
  kubernetesVersion: z.string().optional(),
  controlPlaneEndpoint: z.string().optional(),
  apiServer: component.extend({ certSANs: z.array(z.string()).optional() }).optional(),
  controllerManager: component.optional(),
  scheduler: component.optional(),
  dns: z.strictObject({ ...imageMeta, disabled: z.boolean().optional() }).optional(),
  proxy: z.strictObject({ disabled: z.boolean().optional() }).optional(),
  certificatesDir: z.string().optional(),
  imageRepository: z.string().optional(),
  featureGates: z.record(z.string(), z.boolean()).optional(),
  clusterName: z.string().optional(),
  encryptionAlgorithm: z.enum(["", ...KEY_ALGORITHMS]).optional(),
  certificateValidityPeriod: z.string().optional(),
  caCertificateValidityPeriod: z.string().optional(),
});
