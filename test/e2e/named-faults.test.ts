import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CommandOutcome } from "../lab/command.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { FAULTS, keep, putBack } from "./support/faults.ts";
import type { Fault } from "./support/faults/fault.ts";
import { chosen } from "./support/sample.ts";
import { eventually, expectStatus, steadyplane } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const LIMIT_MS = 30_000;

interface Explained {
  readonly isReady: boolean;
  readonly cause?: { readonly isCertain: boolean; readonly code?: string };
}

/** Whether this is what the fault must be named, and nothing else. */
function isNamed({ code }: Fault, { cause }: Explained): boolean {
  return code === undefined ? cause?.isCertain === false : cause?.isCertain === true && cause.code === code;
}

test("the table has each of them", () => {
  const table = readFileSync(join(repositoryRoot, "docs/faults.md"), "utf8");
  for (const { name, code } of FAULTS.filter((fault) => fault.code !== undefined)) {
    expect(table).toContain(`| ${name} | \`${code}\` |`);
  }
});

// Each takes half a minute, most of it until all is well again.
test.each(chosen(FAULTS, ({ isFew = false }) => isFew))("$name", async (fault) => {
  const host = controlPlane();
  const { component, provoke, repair, says } = fault;
  await keep(host);
  let last: CommandOutcome | undefined;
  try {
    const begun = performance.now();
    await provoke(host);
    // The time until the fault shows is the kubelet's; what is asked then must not take longer than this.
    await eventually(`${fault.name} is named`, 90_000, async () => {
      last = expectStatus(await steadyplane(host, ["explain", component, "-o", "json"]), 0, 1);
      expect(last.tookMs).toBeLessThan(LIMIT_MS);
      const explained = JSON.parse(last.stdout) as Explained;
      return !explained.isReady && isNamed(fault, explained) && says.test(last.stdout);
    });
    process.stderr.write(
      `${fault.name}: named ${Math.round((performance.now() - begun) / 100) / 10} s after it began\n`,
    );
  } catch (error) {
    throw new Error(`${fault.name}: ${last?.stdout}`, { cause: error });
  } finally {
    await putBack(host);
    await repair?.(host);
    await eventually("all is well again", 240_000, async () => (await steadyplane(host, ["status"])).status === 0);
  }
});
