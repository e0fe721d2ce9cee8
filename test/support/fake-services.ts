import { serviceNotDefined } from "../../src/errors/provision.ts";
import type { ServiceName, Services, ServiceStatus } from "../../src/ports/services.ts";

const ABSENT: ServiceStatus = {
  state: "absent",
  pid: undefined,
  startedAt: undefined,
  restarts: 0,
  lastExit: undefined,
};

/** Services whose state a test sets; one that nobody told about is absent. */
export class FakeServices implements Services {
  /** Calls that change something, as `restart kubelet`. */
  readonly calls: string[] = [];
  readonly #statuses = new Map<ServiceName, ServiceStatus>();
  readonly #logs = new Map<ServiceName, readonly string[]>();
  #lastPid = 1_000;

  put(name: ServiceName, status: Partial<ServiceStatus>, log: readonly string[] = []): this {
    this.#statuses.set(name, { ...ABSENT, state: "running", ...status });
    this.#logs.set(name, log);
    return this;
  }
  /** Its process ends, and another one is there at once. */
  crash(name: ServiceName, lastExit: string): void {
    const status = this.#statuses.get(name) ?? ABSENT;
    this.#statuses.set(name, { ...status, pid: this.#makePid(), restarts: status.restarts + 1, lastExit });
  }

  async status(name: ServiceName): Promise<ServiceStatus> {
    return this.#statuses.get(name) ?? ABSENT;
  }
  async start(name: ServiceName): Promise<void> {
    this.calls.push(`start ${name}`);
    const status = this.#defined(name);
    if (status.state !== "running") {
      this.#statuses.set(name, { ...status, state: "running", pid: this.#makePid() });
    }
  }
  async stop(name: ServiceName): Promise<void> {
    this.calls.push(`stop ${name}`);
    const status = this.#statuses.get(name);
    if (status !== undefined) {
      this.#statuses.set(name, { ...status, state: "stopped", pid: undefined });
    }
  }
  async restart(name: ServiceName): Promise<void> {
    this.calls.push(`restart ${name}`);
    this.#statuses.set(name, { ...this.#defined(name), state: "running", pid: this.#makePid() });
  }
  async logs(name: ServiceName, lines: number): Promise<readonly string[]> {
    return lines === 0 ? [] : (this.#logs.get(name) ?? []).slice(-lines);
  }

  #defined(name: ServiceName): ServiceStatus {
    const status = this.#statuses.get(name) ?? ABSENT;
    if (status.state === "absent") {
      throw serviceNotDefined(name, `/etc/steadyplane/services/${name}.json`);
    }
    return status;
  }
  #makePid(): number {
    this.#lastPid += 1;
    return this.#lastPid;
  }
}
