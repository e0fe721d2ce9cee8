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

test.each([
  [
    "a certificate that is not there, which etcd would read only once it serves,",
    flags.etcd("cert-file", "/etc/kubernetes/pki/etcd/nowhere.crt"),
    /nowhere\.crt, which is not there/u,
  ],
  [
    "a key of the API server that does not fit its certificate",
    flags.apiServer("tls-private-key-file", "/etc/kubernetes/pki/sa.key"),
    /sa\.key, and the private key does not match/u,
  ],
])("%s is refused before anything is written", async (_what, cluster, cause) => {
  const host = controlPlane();
  const before = await componentProcesses(host);

  const outcome = await applyOf(host, cluster);

  expectStatus(outcome, 3);
  expect(outcome.stderr).toMatch(cause);
  expect(await componentProcesses(host)).toEqual(before);
  await expectOneRevision(host, outcome);
});

test("a certificate of etcd that no client trusts shows once it serves, and is undone", async () => {
  const host = controlPlane();
  const pair = "-keyout foreign.key -out foreign.crt -nodes -subj /CN=foreign";
  await host.sh(
    `cd /etc/kubernetes/pki/etcd; openssl req -x509 -newkey rsa:2048 -days 9 ${pair} 2>&1; chmod 600 *.key`,
  );
  const argument = (name: string, file: string): string => `{ name: ${name}, value: /etc/kubernetes/pki/etcd/${file} }`;
  const args = [argument("cert-file", "foreign.crt"), argument("key-file", "foreign.key")];

  const outcome = await applyOf(host, `etcd: { local: { extraArgs: [${args.join(", ")}] } }`);

  expectStatus(outcome, 1);
  expect(outcome.stderr).toMatch(/certificate/u);
  await host.sh("rm /etc/kubernetes/pki/etcd/foreign.*");
  await expectOneRevision(host, outcome);
});
