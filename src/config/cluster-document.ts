import type { Arg, HostPathMount } from "../domain/cluster-spec.ts";
import type { JsonObject, JsonValue } from "../domain/json.ts";
import { KUBEADM_API } from "./document-kinds.ts";
import type { EffectiveCluster, EffectiveComponent } from "./effective-config.ts";
import { formatGoDuration, parseGoDuration } from "./go-duration.ts";

/**
 * The ClusterConfiguration as kubeadm stores it in the kubeadm-config ConfigMap: fields in alphabetical order, durations
 * as Go prints them, what is empty left out, but structs kept even where they are empty.
 */
export function clusterDocument(cluster: EffectiveCluster): JsonObject {
  return sorted({
    apiVersion: KUBEADM_API,
    kind: "ClusterConfiguration",
    apiServer: sorted({ ...componentFields(cluster.apiServer), ...filled({ certSANs: cluster.apiServer.certSANs }) }),
    controllerManager: sorted(componentFields(cluster.controllerManager)),
    scheduler: sorted(componentFields(cluster.scheduler)),
    etcd: etcdFields(cluster.etcd),
    networking: sorted(filled(cluster.networking)),
    dns: sorted(filled(cluster.dns)),
    proxy: filled(cluster.proxy),
    kubernetesVersion: cluster.kubernetesVersion,
    certificatesDir: cluster.certificatesDir,
    imageRepository: cluster.imageRepository,
    clusterName: cluster.clusterName,
    encryptionAlgorithm: cluster.encryptionAlgorithm,
    certificateValidityPeriod: canonical(cluster.certificateValidityPeriod),
    caCertificateValidityPeriod: canonical(cluster.caCertificateValidityPeriod),
    ...filled({ controlPlaneEndpoint: cluster.controlPlaneEndpoint, featureGates: cluster.featureGates }),
  });
}

function componentFields({ extraArgs, extraVolumes, extraEnvs }: EffectiveComponent): JsonObject {
  return filled({
    extraArgs: extraArgs.map(argFields),
    extraVolumes: extraVolumes.map(mountFields),
    extraEnvs,
  });
}

function argFields({ name, value }: Arg): JsonObject {
  return { name, value };
}

function mountFields({ name, hostPath, mountPath, readOnly, pathType }: HostPathMount): JsonObject {
  return sorted({ name, hostPath, mountPath, ...filled({ readOnly, pathType }) });
}

function etcdFields({ local, external }: EffectiveCluster["etcd"]): JsonObject {
  if (external !== undefined) {
    const { caFile, certFile, keyFile, endpoints, httpEndpoints } = external;
    return { external: sorted({ caFile, certFile, keyFile, endpoints, ...filled({ httpEndpoints }) }) };
  }
  const { dataDir, extraArgs, ...rest } = local ?? { dataDir: "", extraArgs: [] };
  return { local: sorted({ dataDir, ...filled({ extraArgs: extraArgs.map(argFields), ...rest }) }) };
}

/** `fields` without those that Go's omitempty leaves out. */
function filled(fields: Readonly<Record<string, JsonValue>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: JsonValue): boolean {
  const isEmptyCollection = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return value === "" || value === false || value === null || isEmptyCollection;
}

function sorted(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function canonical(duration: string): string {
  const ms = parseGoDuration(duration);
  return ms === undefined ? duration : formatGoDuration(ms);
}
