import type { Listener, Processes, ProcessView } from "../../src/ports/processes.ts";

/** A process table that a test fills. A signalled process is gone, unless it is in `stubborn` and the signal SIGTERM. */
export class FakeProcesses implements Processes {
  readonly signals: { readonly pid: number; readonly signal: string }[] = [];
  /** Pids that ignore SIGTERM. */
  readonly stubborn = new Set<number>();
  #processes: ProcessView[] = [];
  #listeners: Listener[] = [];

  put(process: Partial<ProcessView> & { readonly pid: number; readonly name: string }): this {
    this.#processes.push({ args: [process.name], startedAt: 0, ...process });
    return this;
  }
  /** Something listens; `process` is left out where the owner cannot be told. */
  putListener(port: number, process?: { readonly pid: number; readonly name: string }, address = "::"): this {
    this.#listeners.push({ address, port, process });
    return this;
  }

  async list(): Promise<readonly ProcessView[]> {
    return [...this.#processes];
  }
  async isRunning(pid: number): Promise<boolean> {
    return this.#processes.some((process) => process.pid === pid);
  }
  async listeners(): Promise<readonly Listener[]> {
    return [...this.#listeners];
  }
  async signal(pid: number, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (!Number.isInteger(pid) || pid < 2) {
      throw new RangeError(`not the pid of a process that may be signalled: ${pid}`);
    }
    this.signals.push({ pid, signal });
    if (signal === "SIGTERM" && this.stubborn.has(pid)) {
      return;
    }
    this.#processes = this.#processes.filter((process) => process.pid !== pid);
    this.#listeners = this.#listeners.filter((listener) => listener.process?.pid !== pid);
  }
}
