import { expect, test } from "vitest";
import { readKubeletUnit } from "../../../../src/observed/host/read-kubelet-unit.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const PACKAGE_DROP_IN = `# as the distribution packages have it
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS \\
  $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`;

test("follows the packages' unit, drop-in and environment files to a command line", async () => {
  const files = new InMemoryFileSystem()
    .put("/lib/systemd/system/kubelet.service", "[Unit]\nExecStart=/no\n[Service]\nExecStart=/usr/bin/kubelet\n")
    .put("/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf", PACKAGE_DROP_IN)
    .put("/var/lib/kubelet/kubeadm-flags.env", `KUBELET_KUBEADM_ARGS="--hostname-override=cp1 --v=2"\n`);
  expect(await readKubeletUnit(files)).toEqual({
    lines: [
      {
        source: "/lib/systemd/system/kubelet.service",
        program: "/usr/bin/kubelet",
        args: [
          "--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf",
          "--kubeconfig=/etc/kubernetes/kubelet.conf",
          "--config=/var/lib/kubelet/config.yaml",
          "--hostname-override=cp1",
          "--v=2",
        ],
      },
    ],
    unreadable: [],
  });
});

test("takes the unit and the drop-in of the directory that wins, drop-ins by name", async () => {
  const files = new InMemoryFileSystem()
    .put("/lib/systemd/system/kubelet.service", "[Service]\nExecStart=/usr/bin/kubelet --a\n")
    .put("/etc/systemd/system/kubelet.service", "[Service]\nExecStart=/opt/kubelet --b\n")
    .put(
      "/etc/systemd/system/kubelet.service.d/20-x.conf",
      "[Service]\nExecStart=\nExecStart=/opt/kubelet --last ${X}y\n",
    )
    .put("/lib/systemd/system/kubelet.service.d/20-x.conf", "[Service]\nExecStart=\nExecStart=/no\n")
    .put("/lib/systemd/system/kubelet.service.d/10-y.conf", "[Service]\nEnvironment=X=1\nExecStart=\nExecStart=/no\n");
  const { lines } = await readKubeletUnit(files);
  expect(lines).toEqual([
    { source: "/etc/systemd/system/kubelet.service", program: "/opt/kubelet", args: ["--last", "1y"] },
  ]);
});

test("has no command line where there is no unit", async () => {
  expect(await readKubeletUnit(new InMemoryFileSystem())).toEqual({ lines: [], unreadable: [] });
});

test("says what it could not read", async () => {
  const files = new InMemoryFileSystem()
    .put("/etc/systemd/system/kubelet.service", "[Service]\nExecStart=/usr/bin/kubelet\n")
    .putDirectory("/etc/systemd/system/kubelet.service.d")
    .makeUnreadable("/etc/systemd/system/kubelet.service.d", "EIO");
  expect((await readKubeletUnit(files)).unreadable).toEqual([
    { source: "/etc/systemd/system/kubelet.service.d", reason: "EIO" },
  ]);
});
