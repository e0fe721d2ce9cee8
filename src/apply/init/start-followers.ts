import type { ApiAccess } from "../../diagnose/expectation.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http } from "../../ports/http.ts";
import type { Services } from "../../ports/services.ts";

// The hook that precedes the API server's last one, the roles.
const PRIORITY_CLASSES = "/readyz/poststarthook/scheduling/bootstrap-system-priority-classes";
const POLL_MS = 100;
const TIMEOUT_MS = 2_000;

export interface FollowerPorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly services: Services;
}

interface Registration {
  readonly nodeName: string;
  readonly access: ApiAccess;
  readonly api: ClusterApi;
  /** Writes the manifests that wait for the API server. */
  readonly writeFollowers: () => Promise<void>;
}

/**
 * Starts what waits for the API server, and helps the kubelet to register its static Pods (decision 0003). Both at the
 * moment in which the priority class of static Pods is there: a controller needs longer to start than the server for its
 * last step, and the kubelet, started anew, registers all of them at once. Rejects with what `serversReady` rejects with.
 */
export async function startFollowers(
  serversReady: Promise<void>,
  registration: Registration,
  ports: FollowerPorts,
): Promise<void> {
  const over = new AbortController();
  const started = atPriorityClasses(registration, ports, over.signal);
  try {
    await Promise.all([serversReady, started]);
  } finally {
    over.abort();
  }
}

async function atPriorityClasses(registration: Registration, ports: FollowerPorts, signal: AbortSignal): Promise<void> {
  const { http, clock, services } = ports;
  const { access, api, nodeName } = registration;
  const url = `${access.server}${PRIORITY_CLASSES}`;
  const question = {
    url,
    ca: access.caPem,
    cert: access.certPem,
    key: access.keyPem.reveal(),
    timeoutMs: TIMEOUT_MS,
    signal,
  };
  for (;;) {
    const answer = await http.request(question);
    if (answer.kind === "answered" && answer.status === 200) {
      break;
    }
    await clock.sleep(POLL_MS, signal);
  }
  await registration.writeFollowers();
  const mirror = { apiVersion: "v1", kind: "Pod", namespace: "kube-system", name: `kube-apiserver-${nodeName}` };
  if ((await api.get(mirror)) === undefined) {
    await services.restart("kubelet");
  }
}
