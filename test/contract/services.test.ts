import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SupervisedServices } from "../../src/adapters/supervised-services.ts";
import { identityOf } from "../../src/adapters/supervisor/process-identity.ts";
import type { Services } from "../../src/ports/services.ts";
import { FakeServices } from "../support/fake-services.ts";
import { repositoryRoot } from "../support/repository-root.ts";

/** A host on which `kubelet` can be defined, and which can be left as it was. */
interface Host {
  readonly services: Services;
  define(): void;
  /** Ends the kubelet itself, as a crash would. */
  crash(): Promise<void>;
  leave(): Promise<void>;
}

const SCRIPT = 'echo "line $GREETING"; trap "exit 0" TERM; while :; do sleep 0.05; done';

function realHost(): Host & { readonly base: string } {
  const base = mkdtempSync(join(tmpdir(), "steadyplane-services-"));
  const directories = { definitions: `${base}/definitions`, state: `${base}/state`, logs: `${base}/logs` };
  const entry = join(repositoryRoot, "test/support/supervise-entry.ts");
  const services = new SupervisedServices({ directories, supervisorCommand: [process.execPath, entry, base] });
  return {
    base,
    services,
    define: () => {
      const definition = {
        command: "/bin/sh",
        args: ["-c", SCRIPT],
        environmentFiles: [`${base}/kubelet.env`],
        environment: { GREETING: "one" },
        workingDirectory: "/",
      };
      mkdirSync(directories.definitions, { recursive: true });
      writeFileSync(`${directories.definitions}/kubelet.json`, JSON.stringify(definition));
    },
    crash: async () => {
      process.kill((await services.status("kubelet")).pid ?? 0, "SIGKILL");
    },
    leave: async () => {
      await services.stop("kubelet");
      rmSync(base, { recursive: true });
    },
  };
}

function fakeHost(): Host {
  const services = new FakeServices();
  return {
    services,
    define: () => void services.put("kubelet", { state: "stopped" }, ["line one"]),
    crash: async () => services.crash("kubelet", "signal SIGKILL"),
    leave: async () => undefined,
  };
}

describe.each([
  ["FakeServices", fakeHost],
  ["SupervisedServices", realHost],
])("%s", (_name, makeHost) => {
  let host: Host;
  beforeEach(() => {
    host = makeHost();
  });
  afterEach(() => host.leave());

  test("a service without a definition is absent, and cannot be started", async () => {
    expect(await host.services.status("kubelet")).toMatchObject({ state: "absent", pid: undefined });
    await expect(host.services.start("kubelet")).rejects.toMatchObject({ code: "ServiceNotDefined" });
  });

  test("a defined service is stopped until it is started", async () => {
    host.define();
    expect((await host.services.status("kubelet")).state).toBe("stopped");
    await host.services.start("kubelet");
    expect(await host.services.status("kubelet")).toMatchObject({ state: "running", restarts: 0, lastExit: undefined });
  });

  test("starting it again leaves the running one alone", async () => {
    host.define();
    await host.services.start("kubelet");
    const { pid } = await host.services.status("kubelet");
    await host.services.start("kubelet");
    expect((await host.services.status("kubelet")).pid).toBe(pid);
  });

  test("a crashed service comes back, and how it ended is known", async () => {
    host.define();
    await host.services.start("kubelet");
    const before = await host.services.status("kubelet");
    await host.crash();
    await vi.waitFor(async () => {
      const after = await host.services.status("kubelet");
      expect(after).toMatchObject({ state: "running", restarts: 1, lastExit: "signal SIGKILL" });
      expect(after.pid).not.toBe(before.pid);
    }, 10_000);
  });

  test("restart gives it another process", async () => {
    host.define();
    await host.services.start("kubelet");
    const before = await host.services.status("kubelet");
    await host.services.restart("kubelet");
    const after = await host.services.status("kubelet");
    expect(after.state).toBe("running");
    expect(after.pid).not.toBe(before.pid);
  });

  test("restart starts what does not run", async () => {
    host.define();
    await host.services.restart("kubelet");
    expect((await host.services.status("kubelet")).state).toBe("running");
  });

  test("stop ends it, and stopping again is fine", async () => {
    host.define();
    await host.services.start("kubelet");
    await host.services.stop("kubelet");
    await host.services.stop("kubelet");
    expect(await host.services.status("kubelet")).toMatchObject({ state: "stopped", pid: undefined });
  });

  test("what it printed can be read, and no more lines than asked for", async () => {
    host.define();
    await host.services.start("kubelet");
    await vi.waitFor(async () => expect(await host.services.logs("kubelet", 5)).toContain("line one"), 10_000);
    expect(await host.services.logs("kubelet", 0)).toEqual([]);
  });
});

describe("SupervisedServices alone", () => {
  let host: ReturnType<typeof realHost>;
  beforeEach(() => {
    host = realHost();
    host.define();
  });
  afterEach(() => host.leave());

  const statePath = (): string => `${host.base}/state/kubelet.json`;
  const supervisor = (): number => JSON.parse(readFileSync(statePath(), "utf8")).supervisor.pid;
  // Not kill(pid, 0), which takes a zombie that nobody has waited for yet for a process.
  const isRunning = (pid: number): boolean => identityOf(pid) !== undefined;

  test("what a killed supervisor left is replaced, so that there is never a second one", async () => {
    await host.services.start("kubelet");
    const orphan = (await host.services.status("kubelet")).pid ?? 0;
    process.kill(supervisor(), "SIGKILL");
    await vi.waitFor(() => expect(isRunning(supervisor())).toBe(false), 10_000);
    expect(isRunning(orphan)).toBe(true);
    await host.services.start("kubelet");
    expect(isRunning(orphan)).toBe(false);
    expect((await host.services.status("kubelet")).state).toBe("running");
  });

  test("stop ends what a killed supervisor left", async () => {
    await host.services.start("kubelet");
    const orphan = (await host.services.status("kubelet")).pid ?? 0;
    process.kill(supervisor(), "SIGKILL");
    await vi.waitFor(() => expect(isRunning(supervisor())).toBe(false), 10_000);
    await host.services.stop("kubelet");
    expect(isRunning(orphan)).toBe(false);
  });

  test("a later process with a pid of old is neither taken for the service nor touched", async () => {
    const stranger = { pid: process.pid, startTicks: "1" };
    mkdirSync(`${host.base}/state`);
    writeFileSync(
      statePath(),
      JSON.stringify({ supervisor: stranger, child: stranger, startedAt: 1, restarts: 0, lastExit: null }),
    );
    expect((await host.services.status("kubelet")).state).toBe("stopped");
    await host.services.start("kubelet");
    const status = await host.services.status("kubelet");
    expect(status.state).toBe("running");
    expect(status.pid).not.toBe(process.pid);
  });

  test("environment files are read again at each start", async () => {
    await host.services.start("kubelet");
    writeFileSync(`${host.base}/kubelet.env`, 'GREETING="two"\n');
    await host.services.restart("kubelet");
    await vi.waitFor(async () => expect(await host.services.logs("kubelet", 5)).toContain("line two"), 10_000);
  });

  test("a program that is not there shows as restarting, with the reason", async () => {
    const definition = {
      command: "/nonexistent/kubelet",
      args: [],
      environmentFiles: [],
      environment: {},
      workingDirectory: "/",
    };
    writeFileSync(`${host.base}/definitions/kubelet.json`, JSON.stringify(definition));
    await host.services.start("kubelet");
    const status = await host.services.status("kubelet");
    expect(status.state).toBe("restarting");
    expect(status.lastExit).toContain("ENOENT");
  });

  test("two starts at once give one service", async () => {
    await Promise.all([host.services.start("kubelet"), host.services.start("kubelet")]);
    const { pid, state } = await host.services.status("kubelet");
    expect(state).toBe("running");
    const lines = await host.services.logs("kubelet", 50);
    expect(lines.filter((line) => line === "line one")).toHaveLength(1);
    expect(isRunning(pid ?? 0)).toBe(true);
  });
});
