import type { ApiAccess } from "../../diagnose/expectation.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http } from "../../ports/http.ts";
import type { Services } from "../../ports/services.ts";
import { pollingPace } from "./polling-pace.ts";
import { makePriorityClass } from "./make-priority-class.ts";

// The hook that precedes the API server's last one, which makes the roles.
const PRIORITY_CLASSES = "/readyz/poststarthook/scheduling/bootstrap-system-priority-classes";
const TIMEOUT_MS = 2_000;

export interface FollowerPorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly services: Services;
}

interface Registration {
  /** Names of the mirror Pods of etcd and the API server. */
  readonly mirrorPods: readonly string[];
  readonly access: ApiAccess;
  readonly api: ClusterApi;
  /** Writes the manifests that wait for the API server. */
  readonly writeFollowers: () => Promise<void>;
}

/**
 * While etcd and the API server become ready, starts what waits for them, and sees to it that the kubelet can register
 * its static Pods (decision 0003). Rejects with what `serversReady` rejects with.
 */
export async function startFollowers(
  serversReady: Promise<void>,
  registration: Registration,
  ports: FollowerPorts,
): Promise<void> {
  const over = new AbortController();
  const { api, mirrorPods, writeFollowers } = registration;
  const classMade = makePriorityClass(api, ports.clock, over.signal);
  const started = untilPriorityClasses(registration, ports, over.signal).then(writeFollowers);
  try {
    await Promise.all([serversReady, classMade, started]);
  } finally {
    over.abort();
  }
  await registerMirrorPods(mirrorPods, api, ports.services);
}

// A controller needs longer to start than the server for its last step, so this is the moment to start it.
async function untilPriorityClasses(
  { access }: Registration,
  { http, clock }: FollowerPorts,
  signal: AbortSignal,
): Promise<void> {
  const { server, caPem: ca, certPem: cert, keyPem } = access;
  const startedAt = clock.monotonicMs();
  for (;;) {
    const answer = await http.request({
      url: `${server}${PRIORITY_CLASSES}`,
      ca,
      cert,
      key: keyPem.reveal(),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    if (answer.kind === "answered" && answer.status === 200) {
      return;
    }
    await clock.sleep(pollingPace(clock.monotonicMs() - startedAt), signal);
  }
}

/** A kubelet that came too early to register its static Pods does it at once when it is started anew. */
async function registerMirrorPods(names: readonly string[], api: ClusterApi, services: Services): Promise<void> {
  const found = await Promise.all(
    names.map(async (name) => api.get({ apiVersion: "v1", kind: "Pod", namespace: "kube-system", name })),
  );
  if (found.includes(undefined)) {
    await services.restart("kubelet");
  }
}
