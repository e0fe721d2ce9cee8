import type { Http } from "../../ports/http.ts";
import type { Read } from "../../ports/file-system.ts";
import type { Expectation } from "../expectation.ts";
import { credential } from "../snapshot/probe-components.ts";
import type { MirrorPodSeen } from "../snapshot/snapshot.ts";

const TIMEOUT_MS = 2_000;

/** A Pod as the API shows it. `isReady` is what the kubelet found with the Pod's own probes. */
export interface PodInApi extends MirrorPodSeen {
  readonly isReady: boolean;
}

interface PodObject {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly conditions?: readonly { readonly type?: string; readonly status?: string }[];
  };
}

/** The Pod with this name, from this node's own API server. */
export async function readMirrorPod(
  http: Http,
  api: Expectation["api"],
  namespace: string,
  podName: string,
): Promise<Read<PodInApi>> {
  if (api === undefined) {
    return { kind: "unreadable", reason: "no kubeconfig with an administrator's credential" };
  }
  const url = `${api.server}/api/v1/namespaces/${namespace}/pods/${podName}`;
  const answer = await http.request({ url, timeoutMs: TIMEOUT_MS, ...credential(api) });
  if (answer.kind === "failed") {
    return { kind: "unreadable", reason: answer.message };
  }
  if (answer.status !== 200) {
    return answer.status === 404 ? { kind: "absent" } : { kind: "unreadable", reason: `HTTP ${answer.status}` };
  }
  const { metadata, status } = JSON.parse(answer.body) as PodObject;
  return {
    kind: "present",
    value: {
      configHash: metadata?.annotations?.["kubernetes.io/config.hash"] ?? "",
      phase: status?.phase ?? "",
      reason: status?.reason ?? "",
      isReady: (status?.conditions ?? []).some(({ type, status: value }) => type === "Ready" && value === "True"),
    },
  };
}
