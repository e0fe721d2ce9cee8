import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hierarchies } from "../lab/cgroups.ts";
import { clearLeftovers } from "../lab/clear-leftovers.ts";
import { must, start } from "../lab/command.ts";
import { createTestHost, LAB_DIRECTORY } from "../lab/test-host.ts";
import { repositoryRoot } from "../support/repository-root.ts";

async function traces(name: string): Promise<readonly string[]> {
  const links = await must("ip", ["-o", "link"]);
  const namespaces = await must("ip", ["netns", "list"]);
  const groups = hierarchies().filter(({ mountPoint }) => existsSync(join(mountPoint, name)));
  return [
    ...(links.includes(` ${name}@`) ? ["interface"] : []),
    ...(namespaces.includes(name) ? ["namespace"] : []),
    ...groups.map(({ mountPoint }) => mountPoint),
    ...(existsSync(join(LAB_DIRECTORY, name)) ? ["disk"] : []),
    ...(readFileSync("/proc/self/mountinfo", "utf8").includes(name) ? ["mount"] : []),
  ];
}

test("a host has processes, files, accounts and a name of its own, and takes everything with it", async () => {
  const machine = readFileSync("/etc/passwd", "utf8");
  const host = await createTestHost({ hostname: "node-a" });
  try {
    await host.sh(
      "useradd --system etcd; echo mine >/etc/kubernetes-of-mine; touch /usr/local/bin/mine; mkdir -p /var/lib/etcd",
    );
    expect(await host.sh("hostname; id -un etcd; ps -e -o args= | wc -l")).toMatch(/^node-a\netcd\n[1-5]\n$/u);
    await host.sh("echo 3 >/proc/sys/kernel/panic; setsid sleep 1000 </dev/null >/dev/null 2>&1 &");
    expect(await host.sh("cat /proc/self/cgroup")).not.toContain(host.name);
    expect(await host.sh("cat /proc/sys/kernel/panic")).toBe("3\n");
  } finally {
    await host.destroy();
  }
  expect(await traces(host.name)).toEqual([]);
  expect(readFileSync("/etc/passwd", "utf8")).toBe(machine);
  expect(readFileSync("/proc/sys/kernel/panic", "utf8")).not.toBe("3\n");
  expect(existsSync("/etc/kubernetes-of-mine") || existsSync("/usr/local/bin/mine")).toBe(false);
});

test("two hosts reach each other, and a host's program ends when it is killed", async () => {
  const [one, other] = [await createTestHost(), await createTestHost()];
  try {
    const server = one.start("socat", ["-u", "TCP-LISTEN:7000", "STDOUT"]);
    const sent = await other.sh(
      `for i in $(seq 50); do echo hello | socat -u STDIN TCP:${one.address}:7000 2>/dev/null && break; sleep 0.1; done`,
    );
    expect(sent).toBe("");
    expect((await server.outcome).stdout).toBe("hello\n");
    const sleeper = one.start("sleep", ["1000"]);
    while (!sleeper.kill("SIGKILL")) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect((await sleeper.outcome).status).not.toBe(0);
  } finally {
    await Promise.all([one.destroy(), other.destroy()]);
  }
});

test("what a killed run left is cleared, and what belongs to a run that lives is not", async () => {
  const mine = await createTestHost();
  const script = `
    const { createTestHost } = await import(${JSON.stringify(join(repositoryRoot, "test/lab/test-host.ts"))});
    const host = await createTestHost();
    await host.sh("setsid sleep 1000 </dev/null >/dev/null 2>&1 &");
    console.log(host.name);
    setInterval(() => undefined, 1000);
  `;
  try {
    const { child, outcome } = start(process.execPath, ["--input-type=module", "-e", script]);
    const name = await new Promise<string>((resolve) =>
      child.stdout?.once("data", (text: string) => resolve(text.trim())),
    );
    child.kill("SIGKILL");
    await outcome;
    expect(await traces(name)).not.toEqual([]);
    expect(await clearLeftovers()).toContain(name);
    expect(await traces(name)).toEqual([]);
    expect(await mine.sh("echo alive")).toBe("alive\n");
  } finally {
    await mine.destroy();
  }
});
