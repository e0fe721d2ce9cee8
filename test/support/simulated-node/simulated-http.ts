import type { Http, HttpAnswer, HttpRequest } from "../../../src/ports/http.ts";
import type { FakeClock } from "../fake-clock.ts";
import type { FakeClusterApi } from "../fake-cluster-api.ts";
import type { FakeConnections } from "../fake-connections.ts";
import { answered } from "../fake-http.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import { isLoopback, NODE, type SimulatedServers } from "./simulated-servers.ts";

const LOOK_EVERY_MS = 50;
const KUBELET = 10248;
const REFUSED: HttpAnswer = { kind: "failed", failure: "refused", message: "connect ECONNREFUSED" };
const TIMEOUT: HttpAnswer = { kind: "failed", failure: "timeout", message: "no answer in time" };

export interface HttpParts {
  readonly clock: FakeClock;
  readonly cluster: FakeClusterApi;
  readonly connections: FakeConnections;
  readonly servers: SimulatedServers;
  readonly isKubeletUp: () => boolean;
}

/** Requests to the servers of a simulated node, which wait where packets are dropped or nobody answers. */
export class SimulatedHttp implements Http {
  readonly #parts: HttpParts;

  constructor(parts: HttpParts) {
    this.#parts = parts;
  }

  async request(request: HttpRequest): Promise<HttpAnswer> {
    const { hostname, port, pathname } = new URL(request.url);
    if (Number(port) === KUBELET && isLoopback(hostname)) {
      return this.#parts.isKubeletUp() ? answered("ok") : REFUSED;
    }
    const end = this.#parts.clock.monotonicMs() + request.timeoutMs;
    for (;;) {
      const arrival = this.#parts.servers.arrival(hostname, Number(port));
      if (arrival.kind === "refused") {
        return REFUSED;
      }
      const answer = arrival.kind === "held" ? undefined : this.#answer(arrival.at, pathname);
      if (answer !== undefined) {
        return answer;
      }
      const left = end - this.#parts.clock.monotonicMs();
      if (left <= 0 || request.signal?.aborted === true) {
        return TIMEOUT;
      }
      if (arrival.kind === "arrives") {
        this.#parts.connections.connect(arrival.port, request.url);
      }
      await this.#parts.clock.sleep(Math.min(LOOK_EVERY_MS, left));
      if (arrival.kind === "arrives") {
        this.#parts.connections.disconnect(arrival.port, request.url);
      }
    }
  }

  /** Undefined where it hangs. */
  #answer(process: SimulatedProcess, path: string): HttpAnswer | undefined {
    const { servers } = this.#parts;
    switch (process.pod.component) {
      case "etcd":
        return servers.serves(process) ? answered("ok", path === "/health" ? 401 : 200) : undefined;
      case "kube-apiserver":
        return this.#ofApi(process, path);
      default: {
        const leading = servers.leads(process) ? 1 : 0;
        const metrics = `\nleader_election_master_status{name="${process.pod.component}"} ${leading}\n`;
        return servers.serves(process) ? answered(path === "/metrics" ? metrics : "ok") : answered("", 500);
      }
    }
  }
  #ofApi(process: SimulatedProcess, path: string): HttpAnswer | undefined {
    const isReady = this.#parts.servers.serves(process);
    if (path === "/readyz" || path === "/livez") {
      return answered(isReady ? "ok" : "etcd failed", isReady ? 200 : 500);
    }
    if (path.startsWith("/debug/")) {
      return answered("PriorityLevelName, WaitingRequests, ExecutingRequests\nexempt, 0, 1\n");
    }
    return isReady ? answered(JSON.stringify(this.#objectAt(path))) : undefined;
  }
  #objectAt(path: string): object {
    const all = this.#parts.cluster.objects();
    const kubeSystem = all.filter(({ metadata }) => metadata.namespace === "kube-system");
    if (path === `/api/v1/nodes/${NODE}`) {
      return all.find(({ kind, metadata }) => kind === "Node" && metadata.name === NODE) ?? {};
    }
    const kind = path.endsWith("/leases") ? "Lease" : path.endsWith("/pods") ? "Pod" : "";
    return { items: kubeSystem.filter((object) => object.kind === kind) };
  }
}
