import { awaitControlPlane } from "../../diagnose/await-control-plane.ts";
import type { ApiAccess } from "../../diagnose/expectation.ts";
import type { DiagnosePorts } from "../../diagnose/diagnose-ports.ts";
import { readKubeletHealthz } from "../../diagnose/read-kubelet-healthz.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { kubeletSeesNoApi } from "../../errors/apply-transaction.ts";
import { type ClusterApi, ApiRefused, ApiUnreachable } from "../../ports/cluster-api.ts";
import type { Reporter } from "../../ports/reporter.ts";
import { detailsOf } from "../handoff/details-of.ts";

const LOOK_EVERY_MS = 200;

export interface KubeletNode {
  readonly nodeName: string;
  readonly hostname: string;
  readonly staticPodPath: AbsolutePath;
  readonly kubeletConfigPath: AbsolutePath;
  readonly access: ApiAccess;
  readonly timeoutMs: number;
  /** Whether an API serves, so that the kubelet can be expected to reach it. */
  readonly hasApi: boolean;
}

/**
 * Starts the kubelet with the files it has now. Containers go on running. It is ready when it answers and, where there is
 * an API, has renewed its Node's lease: a kubelet that has not seen the API does not end a Pod whose manifest changed
 * (kubernetes#105543). Rejects with the cause.
 */
export async function restartKubelet(
  node: KubeletNode,
  ports: DiagnosePorts & { readonly api: ClusterApi; readonly reporter: Reporter },
  signal: AbortSignal,
): Promise<void> {
  const { services, files, clock, api, reporter } = ports;
  const restartedAt = clock.now();
  await services.restart("kubelet");
  const { nodeName, hostname, staticPodPath, kubeletConfigPath, access, timeoutMs } = node;
  const expectation = {
    ...{ nodeName, hostname, staticPodPath, kubeletConfigPath },
    components: [],
    api: access,
    kubeletHealthz: await readKubeletHealthz(files, kubeletConfigPath),
    dataPaths: [staticPodPath],
    gates: { leases: false, node: false, mirrorPods: false },
  };
  await awaitControlPlane(expectation, ports, { reporter: detailsOf("kubelet", reporter), signal, timeoutMs });
  const end = clock.monotonicMs() + timeoutMs;
  while (node.hasApi && !(await hasRenewed(nodeName, restartedAt, api))) {
    if (clock.monotonicMs() >= end) {
      throw kubeletSeesNoApi(Math.round(timeoutMs / 1000));
    }
    reporter.notify({ kind: "stage-detail", stage: "kubelet", detail: "waiting for the kubelet to reach the API" });
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function hasRenewed(nodeName: string, since: number, api: ClusterApi): Promise<boolean> {
  const reference = {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    namespace: "kube-node-lease",
    name: nodeName,
  };
  try {
    const { spec } = ((await api.get(reference)) ?? {}) as { readonly spec?: { readonly renewTime?: string } };
    return Date.parse(spec?.renewTime ?? "") > since;
  } catch (error) {
    if (error instanceof ApiRefused || error instanceof ApiUnreachable) {
      return false;
    }
    throw error;
  }
}
