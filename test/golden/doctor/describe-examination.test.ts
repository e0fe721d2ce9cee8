import { expect, test } from "vitest";
import { describeExamination } from "../../../cli/output/describe-examination.ts";
import { DoctorHost, MANIFESTS, PKI } from "../../support/doctor-host.ts";

// Keys are made anew for each run, and so are their fingerprints.
const shown = async (host: DoctorHost, showsPassed = false) =>
  `${describeExamination(await host.examine(), { showsPassed })}\n`.replaceAll(/\b[0-9a-f]{12}\b/gu, "<fingerprint>");

test("a healthy node", async () => {
  const host = await DoctorHost.healthy();
  await expect(await shown(host)).toMatchFileSnapshot("healthy.txt");
  await expect(await shown(host, true)).toMatchFileSnapshot("healthy-all.txt");
});

test("a node with many faults", async () => {
  const host = await DoctorHost.healthy();
  const scheduler = host.files.text(`${MANIFESTS}/kube-scheduler.yaml`) ?? "";
  host.files
    .put(`${MANIFESTS}/kube-scheduler.yaml.bak`, scheduler, 0o600)
    .put(`${MANIFESTS}/mine.yaml`, "apiVersion: v1\nkind: Pod\nmetadata: { name: mine", 0o644)
    .put(`${PKI}/apiserver.key`, host.files.text(`${PKI}/front-proxy-client.key`) ?? "", 0o644);
  host.runtime.removeContainer("kube-controller-manager-0");
  host.http.answer("https://127.0.0.1:10257/", { kind: "failed", failure: "refused", message: "connect ECONNREFUSED" });
  host.etcd.isAvailable = false;
  await expect(await shown(host)).toMatchFileSnapshot("broken.txt");
});

test("a bare host", async () => {
  await expect(await shown(await DoctorHost.bare())).toMatchFileSnapshot("bare.txt");
});
