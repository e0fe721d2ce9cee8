import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { LinuxProcesses } from "../../src/adapters/linux-processes.ts";
import { NftPacketFilter } from "../../src/adapters/nft-packet-filter.ts";
import { GuardProcess } from "../../src/adapters/guard-process.ts";
import { networkPair } from "../support/network-pair.ts";
import { repositoryRoot } from "../support/repository-root.ts";

const GUARDED = {
  table: "api",
  canonical: { port: 6443, probe: "https://127.0.0.2:6443/readyz" },
  second: { port: 6444, probe: "https://127.0.0.2:6444/readyz" },
};
const OWNER = `
const { GuardProcess } = await import(process.argv[1]);
await new GuardProcess(JSON.parse(process.argv[2])).start(JSON.parse(process.argv[3]));
console.log("started");
setInterval(() => undefined, 1000);
`;

/** A host with a lock of its own, the command line of its guards, and how many of them there are. */
async function host() {
  const { host: agent, neighbour } = await networkPair();
  onTestFinished(() => [agent, neighbour].forEach((one) => one.end()));
  const withOwnRun = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs run /run && exec "$0" "$@"'];
  const command: [string, ...string[]] = [
    "nsenter",
    `--net=/proc/${agent.pid}/ns/net`,
    ...withOwnRun,
    process.execPath,
    `${repositoryRoot}/cli/main.ts`,
    "guard",
  ];
  const guards = async () =>
    (await new LinuxProcesses().list()).filter(
      ({ args }) => args.includes("guard") && args.includes(JSON.stringify(GUARDED)),
    ).length;
  const packets = new NftPacketFilter(agent.commands);
  await packets.translate("api", [{ address: "192.0.2.2", port: 6443, toAddress: "192.0.2.2", toPort: 6444 }]);
  return { agent, command, guards, packets };
}

test("a guard outlives its owner, killed with all its processes, and clears when clients are better off", async () => {
  const { agent, command, guards, packets } = await host();
  const entry = `${repositoryRoot}/src/adapters/guard-process.ts`;
  const args = ["--input-type=module", "--eval", OWNER, entry, JSON.stringify(command), JSON.stringify(GUARDED)];
  const owner = spawn(process.execPath, args, { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  await once(owner.stdout, "data");
  process.kill(-(owner.pid ?? 0), "SIGKILL");
  await once(owner, "exit");
  expect(await guards()).toBe(1);
  expect(await packets.tables()).toMatchObject([{ isTranslating: true }]);
  await agent.listen("::", 6443, "canonical");
  await expect.poll(async () => packets.tables(), { timeout: 15_000 }).toEqual([]);
  await expect.poll(guards, { timeout: 15_000 }).toBe(0);
});

test("a guard that is released leaves everything as it is", async () => {
  const { agent, command, guards, packets } = await host();
  const { release } = await new GuardProcess(command).start(GUARDED);
  release();
  await expect.poll(guards, { timeout: 15_000 }).toBe(0);
  await agent.listen("::", 6443, "canonical");
  expect(await packets.tables()).toMatchObject([{ isTranslating: true }]);
});

test("a guard that does not come up is an error", async () => {
  await expect(new GuardProcess(["false"]).start(GUARDED)).rejects.toMatchObject({ code: "GuardNotStarted" });
  await expect(new GuardProcess(["/no/such/program"]).start(GUARDED)).rejects.toMatchObject({
    code: "GuardNotStarted",
  });
});
