import { staticPodDirectory } from "../../desired/manifests/static-pod-directory.ts";
import { KUBELET_PATHS } from "../../desired/kubelet/kubelet-paths.ts";
import { readKubeletHealthz } from "../../diagnose/read-kubelet-healthz.ts";
import { type AbsolutePath, parentOf } from "../../domain/absolute-path.ts";
import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import type { ChangeFacts, ChangeRequest, SeenStatus } from "../../plan/preflight/change/change-facts.ts";
import { roomNeeds } from "../../plan/preflight/change/room-needs.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Http } from "../../ports/http.ts";
import { findStaticPodPath } from "../host/find-static-pod-path.ts";
import type { PreflightPorts } from "./gather-host.ts";
import { observeAuthorities } from "./observe-authorities.ts";
import { observeKubeletService } from "./observe-kubelet.ts";
import { observeMachine } from "./observe-machine.ts";
import { observeRuntime } from "./observe-runtime.ts";
import { observeStaticPods } from "./observe-static-pods.ts";
import { observeSpace } from "./observe-storage.ts";
import { observeUsedPairs } from "./observe-used-pairs.ts";

export interface ChangePorts extends PreflightPorts {
  readonly http: Http;
}

const PATIENCE_MS = 2_000;

/** Everything that {@link ChangeFacts} tells, gathered at once. What cannot be told is said so; nothing is changed. */
export async function observeChangeFacts(
  ports: ChangePorts,
  cluster: ClusterSpec,
  node: NodeSpec,
  request: ChangeRequest,
): Promise<ChangeFacts> {
  const { files } = ports;
  const { mounts } = await observeMachine(files);
  const parents = new Set(request.writes.flatMap(parentsOf));
  const [{ runtime }, kubeletService, kubeletIsWell, staticPods, authorities, space] = await Promise.all([
    observeRuntime(ports.runtime, []),
    observeKubeletService(ports),
    askKubelet(ports),
    findStaticPodPath(ports, staticPodDirectory(cluster, node)).then((found) => observeStaticPods(files, found)),
    observeAuthorities(cluster.certificatesDir, files),
    observeSpace(roomNeeds(request, cluster, mounts), files),
  ]);
  return {
    ...{ request, mounts, runtime, kubeletService, kubeletIsWell, staticPods, authorities, space },
    now: ports.clock.now(),
    targets: await statusOfAll(request.writes, files),
    parents: await statusOfAll([...parents].toSorted(), files),
    secrets: await statusOfAll(request.secrets, files),
    pairs: await observeUsedPairs(request.pairs, files),
  };
}

async function statusOfAll(paths: readonly AbsolutePath[], files: FileSystem): Promise<readonly SeenStatus[]> {
  return Promise.all(paths.map(async (path) => ({ path, status: await files.status(path) })));
}

function parentsOf(path: AbsolutePath): readonly AbsolutePath[] {
  const parent = parentOf(path);
  return parent === "/" ? [] : [...parentsOf(parent), parent];
}

async function askKubelet({ files, http }: ChangePorts): Promise<Seen<true>> {
  const url = await readKubeletHealthz(files, KUBELET_PATHS.config);
  if (url === undefined) {
    return { kind: "absent" };
  }
  const answer = await http.request({ url, timeoutMs: PATIENCE_MS });
  if (answer.kind === "failed") {
    return { kind: "unreadable", reason: `it does not answer at ${url} (${answer.message})` };
  }
  return answer.status === 200
    ? { kind: "present", value: true }
    : { kind: "unreadable", reason: `it answers at ${url} with ${answer.status}` };
}
