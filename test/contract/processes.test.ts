import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { LinuxProcesses } from "../../src/adapters/linux-processes.ts";
import type { Processes } from "../../src/ports/processes.ts";
import { FakeProcesses } from "../support/fake-processes.ts";
import { listening } from "../support/listening.ts";

interface Ground {
  readonly processes: Processes;
  /** Starts `sleep 60` and gives its pid. */
  sleeper(): Promise<number>;
  /** Listens at an address and gives the port. The owner is this process. */
  listen(host: string): Promise<number>;
}

function fake(): Ground {
  const processes = new FakeProcesses();
  return {
    processes,
    sleeper: async () => {
      processes.put({ pid: 4242, name: "sleep", args: ["sleep", "60"], startedAt: Date.now() });
      return 4242;
    },
    listen: async (host) => {
      processes.putListener(6443, { pid: process.pid, name: "node" }, host);
      return 6443;
    },
  };
}

function ofThisHost(): Ground {
  return {
    processes: new LinuxProcesses(),
    sleeper: async () => {
      const child = spawn("sleep", ["60"], { stdio: "ignore" });
      onTestFinished(() => {
        child.kill("SIGKILL");
      });
      await once(child, "spawn");
      return child.pid ?? 0;
    },
    listen: (host) => listening(createServer(), { host }),
  };
}

describe.each<[string, () => Ground]>([
  ["fake", fake],
  ["of this host", ofThisHost],
])("Processes: %s", (_name, prepare) => {
  test("a process with its arguments and when it started", async () => {
    const { processes, sleeper } = prepare();
    const pid = await sleeper();
    const found = (await processes.list()).find((process) => process.pid === pid);
    expect(found).toMatchObject({ name: "sleep", args: ["sleep", "60"] });
    // The kernel tells when it booted in whole seconds.
    expect(Math.abs((found?.startedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  });
  test.each(["127.0.0.1", "0.0.0.0"])("who listens on %s", async (host) => {
    const { processes, listen } = prepare();
    const port = await listen(host);
    const found = (await processes.listeners()).find((listener) => listener.port === port);
    expect(found).toMatchObject({ address: host, port, process: { pid: process.pid } });
  });
  test("a signalled process goes, and to signal it again is fine", async () => {
    const { processes, sleeper } = prepare();
    const pid = await sleeper();
    await processes.signal(pid, "SIGTERM");
    await expect
      .poll(async () => (await processes.list()).some((process) => process.pid === pid), { timeout: 5_000 })
      .toBe(false);
    await expect(processes.signal(pid, "SIGKILL")).resolves.toBeUndefined();
  });
  test.each([0, 1, -1, Number.NaN])("%d, which is no single process of ours, is refused", async (pid) => {
    await expect(prepare().processes.signal(pid, "SIGTERM")).rejects.toThrow(RangeError);
  });
});

test("LinuxProcesses: a name of more than 15 characters is whole", async () => {
  const child = spawn("bash", ["-c", "exec -a kube-controller-manager sleep 60"], { stdio: "ignore" });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const named = async () => (await new LinuxProcesses().list()).find(({ pid }) => pid === child.pid)?.args[0];
  await expect.poll(named).toBe("kube-controller-manager");
});
