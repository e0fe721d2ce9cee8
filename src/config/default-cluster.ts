import type { Arg, EnvVar, HostPathMount } from "../domain/cluster-spec.ts";
import type { Profile } from "../domain/profile.ts";
import { parseHostPort, formatHostPort } from "../domain/network/host-port.ts";
import type {
  EffectiveCluster,
  EffectiveComponent,
  EffectiveExternalEtcd,
  EffectiveLocalEtcd,
} from "./effective-config.ts";
import { DEFAULT_KUBERNETES_VERSION } from "./versions.ts";
import type { WrittenCluster } from "./written-config.ts";

/**
 * The defaults of cmd/kubeadm/app/apis/kubeadm/v1beta4/defaults.go and util/config/initconfiguration.go. Where they
 * differ: a version of our own, and elliptic keys under `profile: secure`.
 */
export function defaultCluster(written: WrittenCluster, profile: Profile, bindPort: number): EffectiveCluster {
  return {
    etcd: defaultEtcd(written.etcd ?? {}),
    networking: {
      serviceSubnet: written.networking?.serviceSubnet || "10.96.0.0/12",
      podSubnet: written.networking?.podSubnet ?? "",
      dnsDomain: written.networking?.dnsDomain || "cluster.local",
    },
    kubernetesVersion: withLeadingV(written.kubernetesVersion || DEFAULT_KUBERNETES_VERSION),
    controlPlaneEndpoint: withPort(written.controlPlaneEndpoint ?? "", bindPort),
    apiServer: {
      ...defaultComponent(written.apiServer ?? {}),
      certSANs: (written.apiServer?.certSANs ?? []).map((name) => name.toLowerCase()),
    },
    controllerManager: defaultComponent(written.controllerManager ?? {}),
    scheduler: defaultComponent(written.scheduler ?? {}),
    ...defaultAddons(written),
    certificatesDir: written.certificatesDir || "/etc/kubernetes/pki",
    imageRepository: written.imageRepository || "registry.k8s.io",
    featureGates: written.featureGates ?? {},
    clusterName: written.clusterName || "kubernetes",
    encryptionAlgorithm: written.encryptionAlgorithm || (profile === "kubeadm" ? "RSA-2048" : "ECDSA-P256"),
    certificateValidityPeriod: written.certificateValidityPeriod || "8760h0m0s",
    caCertificateValidityPeriod: written.caCertificateValidityPeriod || "87600h0m0s",
  };
}

function defaultAddons({ dns, proxy }: WrittenCluster): Pick<EffectiveCluster, "dns" | "proxy"> {
  return {
    dns: {
      imageRepository: dns?.imageRepository ?? "",
      imageTag: dns?.imageTag ?? "",
      disabled: dns?.disabled ?? false,
    },
    proxy: { disabled: proxy?.disabled ?? false },
  };
}

function defaultEtcd(written: NonNullable<WrittenCluster["etcd"]>): EffectiveCluster["etcd"] {
  const hasLocal = written.local !== undefined || written.external === undefined;
  return {
    local: hasLocal ? defaultLocalEtcd(written.local ?? {}) : undefined,
    external: written.external === undefined ? undefined : defaultExternalEtcd(written.external),
  };
}

function defaultLocalEtcd(written: NonNullable<NonNullable<WrittenCluster["etcd"]>["local"]>): EffectiveLocalEtcd {
  return {
    imageRepository: written.imageRepository ?? "",
    imageTag: written.imageTag ?? "",
    dataDir: written.dataDir || "/var/lib/etcd",
    extraArgs: defaultArgs(written.extraArgs),
    extraEnvs: defaultEnvs(written.extraEnvs),
    serverCertSANs: written.serverCertSANs ?? [],
    peerCertSANs: written.peerCertSANs ?? [],
  };
}

function defaultExternalEtcd(
  written: NonNullable<NonNullable<WrittenCluster["etcd"]>["external"]>,
): EffectiveExternalEtcd {
  const endpoints = written.endpoints ?? [];
  const httpEndpoints = written.httpEndpoints ?? [];
  return {
    endpoints,
    httpEndpoints: httpEndpoints.length === 0 ? endpoints : httpEndpoints,
    caFile: written.caFile ?? "",
    certFile: written.certFile ?? "",
    keyFile: written.keyFile ?? "",
  };
}

function defaultComponent(written: NonNullable<WrittenCluster["scheduler"]>): EffectiveComponent {
  return {
    extraArgs: defaultArgs(written.extraArgs),
    extraVolumes: (written.extraVolumes ?? []).map(defaultMount),
    extraEnvs: defaultEnvs(written.extraEnvs),
  };
}

/** An argument without value is an empty one, as in Go. */
export function defaultArgs(written: NonNullable<WrittenCluster["scheduler"]>["extraArgs"]): readonly Arg[] {
  return (written ?? []).map(({ name, value }) => ({ name, value: value ?? "" }));
}

function defaultEnvs(written: NonNullable<WrittenCluster["scheduler"]>["extraEnvs"]): readonly EnvVar[] {
  // Everything here was JSON when it was read; the schema's types only say less.
  return (written ?? []).map((env) => withFieldVersion(env) as EnvVar);
}

type WrittenEnv = NonNullable<NonNullable<WrittenCluster["scheduler"]>["extraEnvs"]>[number];

/** SetDefaults_EnvVar: a reference to a field of the Pod says of which version. */
function withFieldVersion(env: WrittenEnv): WrittenEnv {
  const fieldRef = env.valueFrom?.fieldRef;
  return fieldRef === undefined || (fieldRef.apiVersion ?? "") !== ""
    ? env
    : { ...env, valueFrom: { ...env.valueFrom, fieldRef: { ...fieldRef, apiVersion: "v1" } } };
}

type WrittenMount = NonNullable<NonNullable<WrittenCluster["scheduler"]>["extraVolumes"]>[number];

function defaultMount({ name, hostPath, mountPath, readOnly, pathType }: WrittenMount): HostPathMount {
  return { name, hostPath, mountPath, readOnly: readOnly ?? false, pathType: pathType ?? "" };
}

function withLeadingV(version: string): string {
  return /^[0-9]/u.test(version) ? `v${version}` : version;
}

function withPort(endpoint: string, bindPort: number): string {
  const parsed = parseHostPort(endpoint);
  return parsed === undefined ? endpoint : formatHostPort(parsed.host, parsed.port ?? bindPort);
}
