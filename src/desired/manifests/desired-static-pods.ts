import { below } from "../../domain/absolute-path.ts";
import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";
import { etcdPod } from "./etcd-pod.ts";
import { kubeApiserverPod } from "./kube-apiserver-pod.ts";
import { kubeControllerManagerPod } from "./kube-controller-manager-pod.ts";
import { kubeSchedulerPod } from "./kube-scheduler-pod.ts";
import type { EtcdMember } from "./pod-context.ts";
import { podInputs } from "./pod-inputs.ts";
import { staticPodDirectory } from "./static-pod-directory.ts";

/**
 * The static Pods of this node, etcd first; without etcd where that is external. `isExternalCa`: the CA's certificate
 * is here and its key is not. `etcdMembers` is empty where etcd starts a new cluster, else all members of the one that
 * this node joins, itself included.
 */
export function desiredStaticPods(
  cluster: ClusterSpec,
  node: NodeSpec,
  isExternalCa: boolean,
  etcdMembers: readonly EtcdMember[] = [],
): readonly StaticPodResource[] {
  const context = { cluster, node, isExternalCa, etcdMembers };
  const views = [
    ...(cluster.etcd.kind === "local" ? [etcdPod(context, cluster.etcd)] : []),
    kubeApiserverPod(context),
    kubeControllerManagerPod(context),
    kubeSchedulerPod(context),
  ];
  return views.map((view) => staticPod(cluster, node, view));
}

function staticPod(cluster: ClusterSpec, node: NodeSpec, view: StaticPodView): StaticPodResource {
  return {
    kind: "static-pod",
    component: view.component,
    path: below(staticPodDirectory(cluster, node), `${view.component}.yaml`),
    mode: 0o600,
    owner: "root:root",
    view,
    inputs: cluster.profile === "secure" ? podInputs(view) : [],
  };
}
