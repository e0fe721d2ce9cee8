import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { CommandOutcome } from "../../lab/command.ts";
import type { TestHost } from "../../lab/test-host.ts";
import { COMPONENTS, expectHealthy } from "./healthy.ts";
import { commandsIn, componentProcesses } from "./processes.ts";
import { secretsSeen } from "./secrets.ts";
import { eventually, expectStatus, steadyplane } from "./steadyplane.ts";

const MANIFESTS = "/etc/kubernetes/manifests";
const REVISIONS = "/var/lib/steadyplane/revisions";
const PLACES = "/etc/kubernetes /etc/steadyplane /var/lib/steadyplane /var/lib/kubelet";

interface RevisionRecord {
  readonly body: {
    readonly number: number;
    readonly files: readonly { readonly path: string; readonly sha256: string }[];
  };
}

/**
 * Fails unless the node is healthy and made of exactly one committed revision, with nothing left of a change: what must
 * hold after every fault. Resolves to the revision's number. `outcomes` are those of the commands that were run.
 */
export async function expectOneRevision(host: TestHost, ...outcomes: readonly CommandOutcome[]): Promise<number> {
  await eventually("the node is healthy", 90_000, async () => (await steadyplane(host, ["status"])).status === 0);
  // A guard whose owner was killed looks twice a second whether there is anything left for it to do.
  await eventually("the last guard is gone", 15_000, async () => (await guards(host)) === "");
  expect(await leftovers(host)).toBe("");
  const { number, files } = await latestRevision(host);
  for (const { path, sha256 } of files.filter(({ path: file }) => file.startsWith(MANIFESTS))) {
    expect(`${path} ${digest(host, path)}`).toBe(`${path} ${sha256}`);
  }
  const running = await componentProcesses(host);
  const commands = commandsIn(host, MANIFESTS);
  for (const name of COMPONENTS) {
    expect(running[name]?.map((line) => line.split("\t").slice(1).join("\t"))).toEqual([commands[name]]);
  }
  expectStatus(await steadyplane(host, ["plan", "--exit-code"]), 0);
  const again = expectStatus(await steadyplane(host, ["apply", "--yes"]), 0);
  expect(await componentProcesses(host)).toEqual(running);
  await expectHealthy(host);
  expect(await secretsSeen(host, [...outcomes, again])).toEqual([]);
  return number;
}

function digest(host: TestHost, path: string): string {
  return createHash("sha256")
    .update(readFileSync(host.path(path)))
    .digest("hex");
}

/** What a change that is over leaves nowhere. */
export async function leftovers(host: TestHost): Promise<string> {
  const others = COMPONENTS.map((name) => `! -name ${name}.yaml`).join(" ");
  return host.sh(`
    find ${PLACES} -path /var/lib/kubelet/pods -prune -o -name '.*.tx*' -print
    find ${MANIFESTS} -mindepth 1 ${others}
    find /run/steadyplane/handoff -type f 2>/dev/null || true
    ls /var/lib/steadyplane/journal 2>/dev/null || true
    nft list tables | grep steadyplane || true
    pgrep -af 'steadyplane/dist/main.mjs [a]pply' || true`);
}

async function guards(host: TestHost): Promise<string> {
  return host.sh("pgrep -af 'steadyplane/dist/main.mjs [g]uard' || true");
}

/** What was committed last. */
async function latestRevision(host: TestHost): Promise<RevisionRecord["body"]> {
  const number = (await host.sh(`ls ${REVISIONS} | sort -n | tail -n 1`)).trim();
  const record = JSON.parse(readFileSync(host.path(`${REVISIONS}/${number}/revision.json`), "utf8")) as RevisionRecord;
  return record.body;
}
