import type { Read } from "../../ports/file-system.ts";
import type { Http } from "../../ports/http.ts";
import type { ApiAccess, Expectation } from "../expectation.ts";
import { credential } from "./probe-components.ts";
import type { ClusterSymptoms, LeaseSeen, MirrorPodSeen, NodeSeen } from "./snapshot.ts";

const TIMEOUT_MS = 3_000;

/** The Node, the leases and the mirror Pods of this node, as the API on this node shows them. */
export async function readCluster(http: Http, expectation: Expectation): Promise<ClusterSymptoms> {
  const { api, nodeName } = expectation;
  if (api === undefined) {
    return clusterAway("no kubeconfig with an administrator's credential");
  }
  const selector = encodeURIComponent(`spec.nodeName=${nodeName}`);
  const [node, leases, pods] = await Promise.all([
    get(http, api, `/api/v1/nodes/${nodeName}`),
    get(http, api, "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases"),
    get(http, api, `/api/v1/namespaces/kube-system/pods?fieldSelector=${selector}`),
  ]);
  return {
    node: mapRead(node, toNode),
    leases: mapRead(leases, (list) => byName(list, toLease)),
    mirrorPods: mapRead(pods, (list) => byName(list, toMirrorPod)),
  };
}

/** What can be said where the API does not answer. */
export function clusterAway(reason: string): ClusterSymptoms {
  const unreadable = { kind: "unreadable", reason } as const;
  return { node: unreadable, leases: unreadable, mirrorPods: unreadable };
}

interface ApiObject {
  readonly metadata?: { readonly name?: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: { readonly holderIdentity?: string; readonly renewTime?: string };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly conditions?: readonly { readonly type?: string; readonly status?: string }[];
    readonly nodeInfo?: { readonly kubeletVersion?: string };
  };
  readonly items?: readonly ApiObject[];
}

async function get(http: Http, api: ApiAccess, path: string): Promise<Read<ApiObject>> {
  const answer = await http.request({ url: `${api.server}${path}`, timeoutMs: TIMEOUT_MS, ...credential(api) });
  if (answer.kind === "failed") {
    return { kind: "unreadable", reason: answer.message };
  }
  if (answer.status === 404) {
    return { kind: "absent" };
  }
  return answer.status === 200 ? parse(answer.body) : { kind: "unreadable", reason: `HTTP ${answer.status}` };
}

function parse(body: string): Read<ApiObject> {
  try {
    return { kind: "present", value: JSON.parse(body) as ApiObject };
  } catch {
    return { kind: "unreadable", reason: "the answer is not JSON" };
  }
}

function mapRead<A, B>(read: Read<A>, change: (value: A) => B): Read<B> {
  return read.kind === "present" ? { kind: "present", value: change(read.value) } : read;
}

function byName<T>(list: ApiObject, change: (item: ApiObject) => T): ReadonlyMap<string, T> {
  return new Map((list.items ?? []).map((item) => [item.metadata?.name ?? "", change(item)]));
}

function toNode({ status }: ApiObject): NodeSeen {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  return { isReady: ready?.status === "True", kubeletVersion: status?.nodeInfo?.kubeletVersion ?? "" };
}

function toLease({ spec }: ApiObject): LeaseSeen {
  const renewedAt = Date.parse(spec?.renewTime ?? "");
  return { holder: spec?.holderIdentity ?? "", renewedAt: Number.isNaN(renewedAt) ? 0 : renewedAt };
}

function toMirrorPod({ metadata, status }: ApiObject): MirrorPodSeen {
  const configHash = metadata?.annotations?.["kubernetes.io/config.hash"] ?? "";
  return { configHash, phase: status?.phase ?? "", reason: status?.reason ?? "" };
}
