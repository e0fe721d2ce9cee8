import { expect, test } from "vitest";
import { IMAGE_REPOSITORY } from "../lab/node-source.ts";
import { importBrokenImage } from "./support/broken-image.ts";
import { applyOf, flags } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { componentProcesses } from "./support/processes.ts";
import { expectStatus } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();

test.each([
  ["an unknown flag of the API server", flags.apiServer("no-such-flag", "x"), /no-such-flag/u],
  ["a bad value of the API server", flags.apiServer("goaway-chance", "often"), /goaway-chance/u],
  [
    "a key of the API server that does not fit its certificate",
    flags.apiServer("tls-private-key-file", "/etc/kubernetes/pki/sa.key"),
    /sa\.key|private key does not match/u,
  ],
  ["an unknown flag of etcd", flags.etcd("no-such-flag", "x"), /no-such-flag/u],
  ["a bad value of etcd", flags.etcd("heartbeat-interval", "soon"), /heartbeat-interval/u],
  ["an unknown flag of the controller manager", flags.controllerManager("no-such-flag", "x"), /no-such-flag/u],
  ["a bad value of the scheduler", flags.scheduler("kube-api-burst", "many"), /kube-api-burst/u],
])("%s is caught beside the running one, which goes on", async (_what, cluster, cause) => {
  const host = controlPlane();
  const before = await componentProcesses(host);

  const outcome = await applyOf(host, cluster);

  expectStatus(outcome, 1);
  expect(outcome.stderr).toMatch(cause);
  expect(await componentProcesses(host)).toEqual(before);
  expect(outcome.tookMs).toBeLessThan(60_000);
  await expectOneRevision(host, outcome);
});

test("an image that is not there and nobody has is refused before anything is written", async () => {
  const host = controlPlane();
  const before = await componentProcesses(host);

  const outcome = await applyOf(host, "etcd: { local: { imageTag: 3.7.0-none } }");

  expectStatus(outcome, 3);
  expect(outcome.stderr).toMatch(/etcd:3\.7\.0-none/u);
  expect(await componentProcesses(host)).toEqual(before);
  await expectOneRevision(host, outcome);
});

test("an image of another architecture is caught beside the running one, which goes on", async () => {
  const host = controlPlane();
  const before = await componentProcesses(host);
  await importBrokenImage(host, `${IMAGE_REPOSITORY}/etcd:3.7.0-other`, "etcd");

  const outcome = await applyOf(host, "etcd: { local: { imageTag: 3.7.0-other } }");

  expectStatus(outcome, 1);
  expect(outcome.stderr).toMatch(/exec format error|architecture/iu);
  expect(await componentProcesses(host)).toEqual(before);
  await expectOneRevision(host, outcome);
});

test("a certificate that etcd reads only once it serves is undone", async () => {
  const host = controlPlane();

  const outcome = await applyOf(host, flags.etcd("cert-file", "/etc/kubernetes/pki/etcd/nowhere.crt"));

  expectStatus(outcome, 1);
  expect(outcome.stderr).toMatch(/nowhere\.crt/u);
  await expectOneRevision(host, outcome);
});
