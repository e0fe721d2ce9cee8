import { type AbsolutePath, absolute, below } from "../../domain/absolute-path.ts";
import { COMPONENTS } from "../../domain/component.ts";
import { HANDOFF_MARKERS, secondManifestPath } from "../../domain/handoff/second-names.ts";
import { SNAPSHOTS } from "../../etcd/snapshot-before-change.ts";
import { INIT_MARKER } from "../../observed/init-marker.ts";
import { JOURNAL } from "../../observed/read-journal.ts";
import { LAST_RUN, REVISIONS } from "../../observed/revisions/revision-place.ts";
import { OBJECTS_BEFORE } from "../transaction/objects-before.ts";

const ETC = absolute("/etc/kubernetes");

/** The kubelet's own directory. */
export const KUBELET_HOME: AbsolutePath = absolute("/var/lib/kubelet");

const PKI_PAIRS = [
  "ca",
  "apiserver",
  "apiserver-kubelet-client",
  "front-proxy-ca",
  "front-proxy-client",
  "etcd/ca",
  "etcd/server",
  "etcd/peer",
  "etcd/healthcheck-client",
  "apiserver-etcd-client",
];

const KUBECONFIGS = ["admin", "super-admin", "kubelet", "bootstrap-kubelet", "controller-manager", "scheduler"];

/** Where a control-plane node keeps what `reset` takes away. */
export interface NodePaths {
  readonly staticPodPath: AbsolutePath;
  readonly certificatesDir: AbsolutePath;
  readonly etcdDataDir: AbsolutePath;
}

/** The static Pod manifests that kubeadm and this project write, those of a handoff in progress among them. */
export function manifestTargets({ staticPodPath }: NodePaths): readonly AbsolutePath[] {
  return COMPONENTS.flatMap((component) => [
    secondManifestPath(staticPodPath, component),
    below(staticPodPath, `${component}.yaml`),
  ]);
}

/** Single files that kubeadm and this project write; drafts of them are known by name. */
export function fileTargets({ certificatesDir }: NodePaths): readonly AbsolutePath[] {
  return [
    ...PKI_PAIRS.flatMap((name) => [below(certificatesDir, `${name}.crt`), below(certificatesDir, `${name}.key`)]),
    below(certificatesDir, "sa.key"),
    below(certificatesDir, "sa.pub"),
    ...KUBECONFIGS.map((name) => below(ETC, `${name}.conf`)),
    absolute("/etc/steadyplane/cluster.yaml"),
    JOURNAL,
    OBJECTS_BEFORE,
    LAST_RUN,
    INIT_MARKER,
  ];
}

/** Directories that only kubelet, etcd and this project fill: all that is in them goes, they themselves stay. */
export function contentTargets({ etcdDataDir }: NodePaths): readonly AbsolutePath[] {
  return [KUBELET_HOME, below(etcdDataDir, "member"), below(ETC, "audit"), REVISIONS, SNAPSHOTS, HANDOFF_MARKERS];
}

/** Directories that go when nothing is left in them, inner ones first. */
export function emptyTargets({ staticPodPath, certificatesDir, etcdDataDir }: NodePaths): readonly AbsolutePath[] {
  return [
    below(certificatesDir, "etcd"),
    certificatesDir,
    staticPodPath,
    below(ETC, "tmp"),
    below(ETC, "audit"),
    ETC,
    below(etcdDataDir, "member"),
    etcdDataDir,
    KUBELET_HOME,
    REVISIONS,
    SNAPSHOTS,
    HANDOFF_MARKERS,
    absolute("/var/lib/steadyplane"),
  ];
}

/** What stays, and who put it there. */
export const LEFT_BEHIND: readonly string[] = [
  "container runtime, CNI plugins and their configuration (/etc/cni/net.d), kubelet and kubectl, images",
  "audit logs in /var/log/kubernetes, service logs in /var/log/steadyplane",
  "network interfaces and packet rules of the CNI",
  "kubeconfigs in home directories",
];
