import type { ApiAccess } from "../../diagnose/expectation.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http } from "../../ports/http.ts";
import type { Services } from "../../ports/services.ts";

const PRIORITY_CLASSES = "/readyz/poststarthook/scheduling/bootstrap-system-priority-classes";
const POLL_MS = 100;
const TIMEOUT_MS = 2_000;

export interface MirrorPodPorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly services: Services;
}

interface Registration {
  readonly nodeName: string;
  readonly access: ApiAccess;
  readonly api: ClusterApi;
}

/**
 * Waits for `serversReady`, and meanwhile helps the kubelet to register its static Pods. It tries that once, in the
 * moment in which the API server begins to serve and has no priority class for them yet, and then not before their next
 * sync, ten seconds to a minute later. Started anew when the class is there, it registers them at once. (kubeadm starts
 * the kubelet anew as well, at its end.) Rejects with what `serversReady` rejects with.
 */
export async function registeringMirrorPods(
  serversReady: Promise<void>,
  registration: Registration,
  ports: MirrorPodPorts,
): Promise<void> {
  const over = new AbortController();
  const helped = help(registration, ports, over.signal).catch(() => undefined);
  try {
    await serversReady;
    await helped;
  } finally {
    over.abort();
  }
}

async function help(
  { nodeName, access, api }: Registration,
  { http, clock, services }: MirrorPodPorts,
  signal: AbortSignal,
): Promise<void> {
  const request = {
    url: `${access.server}${PRIORITY_CLASSES}`,
    ca: access.caPem,
    cert: access.certPem,
    timeoutMs: TIMEOUT_MS,
    signal,
  };
  for (;;) {
    const answer = await http.request({ ...request, key: access.keyPem.reveal() });
    if (answer.kind === "answered" && answer.status === 200) {
      break;
    }
    await clock.sleep(POLL_MS, signal);
  }
  const mirror = { apiVersion: "v1", kind: "Pod", namespace: "kube-system", name: `kube-apiserver-${nodeName}` };
  if ((await api.get(mirror)) === undefined) {
    await services.restart("kubelet");
  }
}
