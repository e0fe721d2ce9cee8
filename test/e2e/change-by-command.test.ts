import { expect, test } from "vitest";
import { applyOf, flags, writeChange } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { commandsIn } from "./support/processes.ts";
import { CONFIG_PATH, expectStatus, steadyplane } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const MANIFESTS = "/etc/kubernetes/manifests";
const burst = (value: number): string => flags.scheduler("kube-api-burst", String(value));

test("rollback goes back to the configuration before, as a change of its own", async () => {
  const host = controlPlane();
  expectStatus(await applyOf(host, burst(101)), 0);
  expectStatus(await applyOf(host, burst(102)), 0);
  const before = await expectOneRevision(host);

  const outcome = expectStatus(await steadyplane(host, ["rollback", "--yes"]), 0);

  expect(commandsIn(host, MANIFESTS)["kube-scheduler"]).toContain("--kube-api-burst=101");
  expect(await expectOneRevision(host, outcome)).toBe(before + 1);
  const history = expectStatus(await steadyplane(host, ["history"]), 0);
  expect(history.stdout).toMatch(new RegExp(`^${before + 1} .*kube-scheduler`, "mu"));
  const shown = expectStatus(await steadyplane(host, ["history", "show", String(before)]), 0);
  expect(shown.stdout).toMatch(/kube-api-burst/u);
  expectStatus(await steadyplane(host, ["rollback", "99", "--yes"]), 2);
});

test("edit opens the configuration, says what it would change, asks, and applies it", async () => {
  const host = controlPlane();
  const edit = async (answer: string) =>
    host.run("sh", ["-c", 'EDITOR="sed -i s/10[0-9]/105/" script -qec "steadyplane edit" /dev/null'], {
      input: answer,
      timeoutMs: 120_000,
    });

  const declined = expectStatus(await edit("n\n"), 1);
  expect(declined.stdout).toMatch(/kube-api-burst: 10\d → 105/u);
  expect(commandsIn(host, MANIFESTS)["kube-scheduler"]).not.toContain("--kube-api-burst=105");

  const outcome = expectStatus(await edit("y\n"), 0);
  expect(commandsIn(host, MANIFESTS)["kube-scheduler"]).toContain("--kube-api-burst=105");
  expect(expectStatus(await edit(""), 0).stdout).toMatch(/left as it is/u);
  await expectOneRevision(host, outcome);
});

test("without a terminal edit says what to do, and apply without --yes refuses", async () => {
  const host = controlPlane();
  writeChange(host, burst(106));
  expect(expectStatus(await steadyplane(host, ["edit"]), 2).stderr).toMatch(/NeedsTerminal/u);
  expect(expectStatus(await steadyplane(host, ["apply", "--config", CONFIG_PATH]), 2).stderr).toMatch(/--yes/u);
});

test("a saved plan is applied as it was reviewed, and refused where the node has moved on", async () => {
  const host = controlPlane();
  writeChange(host, burst(107));
  expectStatus(await steadyplane(host, ["plan", "--config", CONFIG_PATH, "--out", "/root/change.plan"]), 0);
  expectStatus(await steadyplane(host, ["plan", "--config", CONFIG_PATH, "--exit-code"]), 6);

  const outcome = expectStatus(await steadyplane(host, ["apply", "/root/change.plan", "--yes"]), 0);
  expect(commandsIn(host, MANIFESTS)["kube-scheduler"]).toContain("--kube-api-burst=107");

  const stale = await steadyplane(host, ["apply", "/root/change.plan", "--yes"]);
  expectStatus(stale, 3);
  expect(stale.stderr).toMatch(/StalePlan/u);
  await expectOneRevision(host, outcome, stale);
});
