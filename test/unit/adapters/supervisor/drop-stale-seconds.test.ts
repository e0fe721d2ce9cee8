import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dropStaleSeconds } from "../../../../src/adapters/supervisor/drop-stale-seconds.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

const MARKER = "/run/steadyplane/handoff/tx0123456789ab";
const configuration = "/var/lib/kubelet/config.yaml";

function host(): string {
  const root = temporaryDirectory();
  for (const directory of ["srv/manifests", "var/lib/kubelet", "run/steadyplane/handoff"]) {
    mkdirSync(join(root, directory), { recursive: true });
  }
  writeFileSync(join(root, configuration), 'kind: KubeletConfiguration\nstaticPodPath: "/srv/manifests"\n');
  for (const name of ["etcd.yaml", "etcd-handoff.yaml", "mine-handoff.yaml"]) {
    writeFileSync(join(root, "srv/manifests", name), `path: "${MARKER}"\n`);
  }
  writeFileSync(join(root, "srv/manifests/kube-scheduler-handoff.yaml"), "kind: Pod\n");
  return root;
}

it("removes a second instance's manifest whose marker is gone, and nothing else", () => {
  const root = host();
  dropStaleSeconds({ configuration, root });
  expect(readdirSync(join(root, "srv/manifests"))).toEqual([
    "etcd.yaml",
    "kube-scheduler-handoff.yaml",
    "mine-handoff.yaml",
  ]);
});

it("leaves it while the marker is there", () => {
  const root = host();
  writeFileSync(join(root, MARKER), "");
  dropStaleSeconds({ configuration, root });
  expect(readdirSync(join(root, "srv/manifests"))).toContain("etcd-handoff.yaml");
});

it("does nothing on a host without a kubelet", () => {
  const root = temporaryDirectory();
  expect(() => dropStaleSeconds({ configuration, root })).not.toThrow();
  expect(readdirSync(root)).toEqual([]);
});
