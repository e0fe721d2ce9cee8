import { expect, test } from "vitest";
import { isAccepted } from "../../../../src/diagnose/doctor/examine.ts";
import { DoctorHost, MANIFESTS, PKI } from "../../../support/doctor-host.ts";

const levelsIn = async (host: DoctorHost) =>
  Object.fromEntries((await host.examine()).outcomes.map(({ check, level }) => [check, level]));

test("who may read nothing is not told that all is well, nor that anything is not", async () => {
  const host = (await DoctorHost.healthy()).asUser(1000);
  const names = Object.keys(await levelsIn(host));
  for (const path of [
    "/etc/steadyplane/cluster.yaml",
    MANIFESTS,
    PKI,
    "/var/lib/kubelet/config.yaml",
    "/var/lib/steadyplane/journal",
    "/var/lib/etcd",
  ]) {
    host.files.makeUnreadable(path);
  }
  for (const path of host.files.files()) {
    if (/\/etc\/kubernetes\/|\/var\/lib\/(?:kubelet|steadyplane)\//u.test(path)) {
      host.files.makeUnreadable(path);
    }
  }
  host.runtime.isAvailable = false;
  host.isFilterClosed = true;
  const levels = await levelsIn(host);
  expect(Object.keys(levels)).toEqual(names);
  expect(Object.values(levels)).not.toContain("reject");
  const passed = Object.entries(levels).flatMap(([name, level]) => (level === "pass" ? [name] : []));
  // What everybody may see.
  expect(passed).toEqual([
    ...["architecture", "cpus", "memory", "kernel", "clock-kept", "programs", "cni-configuration"],
    ...["kubelet-service", "kubelet-healthy"],
  ]);
});

test("a node that kubeadm made is measured by its own manifests", async () => {
  const host = await DoctorHost.healthy();
  host.files.take("/etc/steadyplane/cluster.yaml");
  const examined = await host.examine();
  expect(examined.specsSource).toBe("its manifests");
  expect(examined.outcomes.filter(({ level }) => level !== "pass").map(({ check }) => check)).toEqual([]);
});

test("what is rejected decides, and nothing else does", async () => {
  const host = await DoctorHost.healthy();
  host.runtime.isAvailable = false;
  host.asUser(1000);
  expect(isAccepted(await host.examine())).toBe(true);
  host.asUser(0);
  expect(isAccepted(await host.examine())).toBe(false);
});

test("nothing is written", async () => {
  const host = await DoctorHost.healthy();
  await host.examine();
  expect(host.files.operations).toEqual([]);
  expect(host.services.calls).toEqual([]);
  expect(host.runtime.calls).toEqual([]);
  expect(host.packets.calls).toEqual([]);
  expect(host.http.requests.filter(({ method = "GET" }) => method !== "GET")).toEqual([]);
});

test("a bare host that lacks what up brings can become a control plane; one whose data would be lost cannot", async () => {
  const host = await DoctorHost.bare();
  const examined = await host.examine();
  expect(examined.kind).toBe("bare");
  expect(isAccepted(examined)).toBe(true);
  host.files.put("/var/lib/etcd/member/snap/db", "data");
  expect(isAccepted(await host.examine())).toBe(false);
});
