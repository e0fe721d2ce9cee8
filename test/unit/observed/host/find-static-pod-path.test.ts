import { expect, test } from "vitest";
import { findStaticPodPath } from "../../../../src/observed/host/find-static-pod-path.ts";
import { FakeProcesses } from "../../../support/fake-processes.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const CONFIG = "/var/lib/kubelet/config.yaml";
const DEFINITION = "/etc/steadyplane/services/kubelet.json";

function host(args: readonly string[] = []) {
  const files = new InMemoryFileSystem();
  const processes = new FakeProcesses();
  if (args.length > 0) {
    files.put(DEFINITION, JSON.stringify({ command: "/usr/local/bin/kubelet", args }));
  }
  return { files, processes };
}
const configuration = (path: string) => `kind: KubeletConfiguration\nstaticPodPath: ${path}\n`;

test("is kubeadm's path where nothing says anything", async () => {
  expect(await findStaticPodPath(host())).toEqual({
    path: "/etc/kubernetes/manifests",
    source: "the default",
    agreements: [],
    disagreements: [],
    unreadable: [],
  });
});

test("follows --config of our own service to the file, also where it does not exist yet", async () => {
  const ports = host([`--config=${CONFIG}`]);
  expect(await findStaticPodPath(ports)).toMatchObject({ source: "the default", unreadable: [] });
  ports.files.put(CONFIG, configuration("/srv/pods/"));
  expect(await findStaticPodPath(ports)).toMatchObject({ path: "/srv/pods", source: CONFIG, disagreements: [] });
});

test("takes a relative path from the file that names it", async () => {
  const ports = host([`--config=${CONFIG}`]);
  ports.files.put(CONFIG, configuration("manifests"));
  expect(await findStaticPodPath(ports)).toMatchObject({ path: "/var/lib/kubelet/manifests" });
});

test("lets the last drop-in win over the file, and the flag over both, as the kubelet does", async () => {
  const ports = host([`--config=${CONFIG}`, "--config-dir=/etc/kubelet.d"]);
  ports.files
    .put(CONFIG, configuration("/a"))
    .put("/etc/kubelet.d/10.conf", configuration("/b"))
    .put("/etc/kubelet.d/20.conf", configuration("/c"))
    .put("/etc/kubelet.d/30.conf", "kind: KubeletConfiguration\n")
    .put("/etc/kubelet.d/40.yaml", configuration("/ignored"));
  expect(await findStaticPodPath(ports)).toMatchObject({
    path: "/c",
    source: "/etc/kubelet.d/20.conf",
    disagreements: [{ source: CONFIG, path: "/a" }],
  });
  ports.files.put("/etc/default/kubelet", "KUBELET_EXTRA_ARGS=--pod-manifest-path=/d\n");
  expect(await findStaticPodPath(ports)).toMatchObject({
    path: "/d",
    source: "--pod-manifest-path of /etc/default/kubelet",
  });
});

test("names every source that agrees", async () => {
  const ports = host([`--config=${CONFIG}`, "--pod-manifest-path=/a"]);
  ports.files.put(CONFIG, configuration("/a"));
  expect(await findStaticPodPath(ports)).toMatchObject({ path: "/a", agreements: [CONFIG], disagreements: [] });
});

test("sees that the running kubelet was started otherwise than its service says", async () => {
  const ports = host([`--config=${CONFIG}`]);
  ports.files.put(CONFIG, configuration("/a")).put("/root/kubelet.yaml", configuration("/b"));
  ports.processes.put({ pid: 812, name: "kubelet", args: ["kubelet", "--config", "/root/kubelet.yaml"] });
  const found = await findStaticPodPath(ports);
  expect([found.source, ...found.disagreements.map(({ source }) => source)].toSorted()).toEqual([
    "/root/kubelet.yaml",
    CONFIG,
  ]);
});

test("leaves out the kubelet of another host that shares the process table", async () => {
  const ports = host();
  ports.processes.put({ pid: 812, name: "kubelet", args: ["kubelet", "--pod-manifest-path=/other"] });
  ports.files.putLink("/proc/self/ns/mnt", "mnt:[1]").putLink("/proc/812/ns/mnt", "mnt:[2]");
  expect(await findStaticPodPath(ports)).toMatchObject({ source: "the default" });
  ports.files.putLink("/proc/812/ns/mnt", "mnt:[1]");
  expect(await findStaticPodPath(ports)).toMatchObject({ path: "/other" });
});

test("takes what is being applied for what the configuration file will say", async () => {
  const ports = host([`--config=${CONFIG}`]);
  ports.files.put(CONFIG, configuration("/old"));
  expect(await findStaticPodPath(ports, "/new")).toMatchObject({ path: "/new", disagreements: [] });
});

test("sees that the kubelet will not read what is being applied", async () => {
  const ports = host(["--config=/root/kubelet.yaml"]);
  ports.files.put("/root/kubelet.yaml", configuration("/old"));
  expect((await findStaticPodPath(ports, "/new")).disagreements).toEqual([
    { source: "/root/kubelet.yaml", path: "/old" },
  ]);
});

test("ignores a unit that a host without systemd has beside our service", async () => {
  const ports = host([`--config=${CONFIG}`]);
  ports.files.put(
    "/lib/systemd/system/kubelet.service",
    "[Service]\nExecStart=/usr/bin/kubelet --pod-manifest-path=/u\n",
  );
  expect(await findStaticPodPath(ports)).toMatchObject({ source: "the default", disagreements: [] });
  ports.files.putDirectory("/run/systemd/system");
  expect(await findStaticPodPath(ports)).toMatchObject({ path: "/u" });
});

test.each([
  ["cannot be read", (files: InMemoryFileSystem) => files.put(CONFIG, "").makeUnreadable(CONFIG, "EACCES"), "EACCES"],
  ["is no YAML", (files: InMemoryFileSystem) => files.put(CONFIG, "a: [1"), "not valid YAML"],
])("says that a source %s instead of taking it for silent", async (_, spoil, reason) => {
  const ports = host([`--config=${CONFIG}`]);
  spoil(ports.files);
  expect((await findStaticPodPath(ports)).unreadable).toEqual([{ source: CONFIG, reason }]);
});

test("says that our own definition is damaged", async () => {
  const ports = host();
  ports.files.put(DEFINITION, "{");
  expect((await findStaticPodPath(ports)).unreadable).toEqual([
    { source: DEFINITION, reason: "not a service definition" },
  ]);
});
