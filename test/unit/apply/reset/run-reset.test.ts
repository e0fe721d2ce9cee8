import { describe, expect, it } from "vitest";
import type { NodePaths } from "../../../../src/apply/reset/reset-targets.ts";
import { runReset } from "../../../../src/apply/reset/run-reset.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeCommands } from "../../../support/fake-commands.ts";
import { FakeContainerRuntime } from "../../../support/fake-container-runtime.ts";
import { FakePacketFilter } from "../../../support/fake-packet-filter.ts";
import { FakeServices } from "../../../support/fake-services.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";
import { NodeInMemory } from "../../../support/node-in-memory.ts";
import { RecordingReporter } from "../../../support/recording-reporter.ts";

const PATHS: NodePaths = {
  staticPodPath: absolute("/etc/kubernetes/manifests"),
  certificatesDir: absolute("/etc/kubernetes/pki"),
  etcdDataDir: absolute("/var/lib/etcd"),
};

function portsFor(files: InMemoryFileSystem) {
  return {
    files,
    commands: new FakeCommands().answer("umount", {}),
    services: new FakeServices().put("kubelet", {}),
    runtime: new FakeContainerRuntime(),
    packets: new FakePacketFilter(new FakeClock()),
    clock: new FakeClock(),
    reporter: new RecordingReporter(),
  };
}

describe("runReset", () => {
  it("takes away all that init wrote, and nothing else", async () => {
    const node = new NodeInMemory();
    const before = node.files.files();
    await node.run();
    node.files.put("/var/lib/etcd/member/snap/db", "data").put("/var/lib/kubelet/pods/uid/volumes/x", "y");
    node.files.put("/etc/ssl/certs/ca-certificates.crt", "theirs");

    const foreign = await runReset(PATHS, { ...portsFor(node.files), services: node.services });

    expect(foreign).toEqual([]);
    // The system user stays, and so do files of others.
    expect(node.files.files()).toEqual([...before, "/etc/ssl/certs/ca-certificates.crt"].toSorted());
    expect(node.services.calls).toContain("stop kubelet");
  });

  it("takes away what an interrupted change left", async () => {
    const files = new InMemoryFileSystem();
    for (const path of [
      "/etc/kubernetes/manifests/etcd-handoff.yaml",
      "/etc/kubernetes/manifests/.before.etcd.yaml.tx0123456789ab",
      "/var/lib/steadyplane/journal",
      "/var/lib/steadyplane/journal.discarded.0123456789ab",
      "/var/lib/steadyplane/revisions/1/revision.json",
      "/var/lib/steadyplane/snapshots/etcd.db",
      "/run/steadyplane/handoff/tx0123456789ab",
    ]) {
      files.put(path, "x");
    }
    const ports = portsFor(files);
    const translation = { address: "192.0.2.10", port: 6443, toAddress: "192.0.2.10", toPort: 6444 };
    await ports.packets.translate("kube-apiserver", [translation]);
    await ports.packets.hold("etcd", ["192.0.2.10"], 2379, 5_000, "opened");
    expect(await runReset(PATHS, ports)).toEqual([]);
    expect(files.files()).toEqual([]);
    expect([await ports.packets.tables(), await ports.packets.holds()]).toEqual([[], []]);
  });

  it("leaves and names what somebody else put among its files", async () => {
    const files = new InMemoryFileSystem()
      .put("/etc/kubernetes/pki/ca.crt", "x")
      .put("/etc/kubernetes/pki/mine.key", "theirs");

    expect(await runReset(PATHS, portsFor(files))).toEqual(["/etc/kubernetes/pki/mine.key"]);
    expect(files.text("/etc/kubernetes/pki/ca.crt")).toBeUndefined();
    expect(files.text("/etc/kubernetes/pki/mine.key")).toBe("theirs");
  });

  it("unmounts what Pods had mounted, innermost first, and stops where that fails", async () => {
    const files = new InMemoryFileSystem()
      .put(
        "/proc/self/mountinfo",
        [
          "60 1 254:0 /var/lib/kubelet /var/lib/kubelet rw shared:1 - ext4 /dev/vda rw",
          "61 60 0:50 / /var/lib/kubelet/pods/a rw - tmpfs tmpfs rw",
          "62 61 0:51 / /var/lib/kubelet/pods/a/b\\040c rw - tmpfs tmpfs rw",
          "63 1 254:1 / /var/lib/kubelet-other rw - ext4 /dev/vdb rw",
        ].join("\n"),
      )
      .put("/etc/kubernetes/pki/ca.key", "key");
    const ports = portsFor(files);
    await runReset(PATHS, ports);
    expect(ports.commands.lines()).toEqual([
      "umount /var/lib/kubelet/pods/a/b c",
      "umount /var/lib/kubelet/pods/a",
      "umount /var/lib/kubelet",
    ]);

    files.put("/etc/kubernetes/pki/ca.key", "key");
    ports.commands.answer("umount", { exitCode: 32, stderr: "target is busy" });
    await expect(runReset(PATHS, ports)).rejects.toMatchObject({ code: "ResetBlocked" });
    expect(files.text("/etc/kubernetes/pki/ca.key")).toBe("key");
  });

  it("leaves a file system of its own mounted", async () => {
    const files = new InMemoryFileSystem().put(
      "/proc/self/mountinfo",
      "60 1 254:1 / /var/lib/kubelet rw - ext4 /dev/vdb rw\n",
    );
    const ports = portsFor(files);
    await runReset(PATHS, ports);
    expect(ports.commands.lines()).toEqual([]);
  });

  it("keeps every file while the runtime cannot tell whether Pods run", async () => {
    const files = new InMemoryFileSystem().put("/etc/kubernetes/pki/ca.key", "key");
    const ports = portsFor(files);
    ports.runtime.isAvailable = false;

    await expect(runReset(PATHS, ports)).rejects.toMatchObject({ code: "ResetBlocked" });
    expect(files.text("/etc/kubernetes/pki/ca.key")).toBe("key");
  });
});
