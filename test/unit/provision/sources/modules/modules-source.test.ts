import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NodeBinaryStore } from "../../../../../src/adapters/node-binary-store.ts";
import { NodeFileSystem } from "../../../../../src/adapters/node-file-system.ts";
import { absolute } from "../../../../../src/domain/absolute-path.ts";
import type { Source } from "../../../../../src/ports/source.ts";
import { modulesSource } from "../../../../../src/provision/sources/modules/modules-source.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { FakeCommands, type CommandCall } from "../../../../support/fake-commands.ts";
import { FakeContainerRuntime } from "../../../../support/fake-container-runtime.ts";
import { RecordingReporter } from "../../../../support/recording-reporter.ts";

let base: string;
let commands: FakeCommands;
let reporter: RecordingReporter;
let runtime: FakeContainerRuntime;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "steadyplane-modules-"));
  reporter = new RecordingReporter();
  runtime = new FakeContainerRuntime();
  writeFileSync(`${base}/go.mod`, "require k8s.io/api v0.0.0\n");
  writeFileSync(`${base}/catatonit`, "pause");
  commands = new FakeCommands()
    .answer("go env", { stdout: JSON.stringify({ GOVERSION: "go1.26.8", GOSUMDB: "off" }) })
    .answer("go mod download", { stdout: JSON.stringify({ GoMod: `${base}/go.mod` }) })
    .answer("go mod tidy", ({ options }) => {
      writeFileSync(`${options.cwd}/go.sum`, "sums\n");
      return {};
    })
    .answer("go list", { stdout: "a\nb\n" })
    .answer("go build", compileTo);
});
afterEach(() => rmSync(base, { recursive: true }));

function compileTo({ args }: CommandCall): { stderr: string } {
  writeFileSync(args[args.indexOf("-o") + 1] ?? "", `program ${args.at(-1)}`);
  return { stderr: "a\n" };
}

function source(): Source {
  const settings = {
    versions: { kubernetes: "v1.37.2", etcd: "v3.7.0" },
    architecture: "amd64",
    cache: absolute(`${base}/cache`),
    scratch: absolute(`${base}/scratch`),
    containerdAddress: absolute("/run/containerd/containerd.sock"),
    catatonit: absolute(`${base}/catatonit`),
  };
  const files = new NodeFileSystem();
  return modulesSource(settings, {
    commands,
    files,
    store: new NodeBinaryStore(),
    runtime,
    clock: new FakeClock(),
    reporter,
  });
}

const builds = (): readonly string[] => commands.lines().filter((line) => line.startsWith("go build"));
const silent = (): void => undefined;

test("a program is built once, by every later run as well taken from the cache", async () => {
  const path = await source().binary("kubelet", silent);
  expect(readFileSync(path, "utf8")).toBe("program k8s.io/kubernetes/cmd/kubelet");
  expect(await source().binary("kubelet", silent)).toBe(path);
  expect(builds()).toHaveLength(1);
});

test("programs of one module share its list of requirements", async () => {
  const from = source();
  await from.binary("kubelet", silent);
  await from.binary("kube-scheduler", silent);
  expect(commands.lines().filter((line) => line === "go mod tidy")).toHaveLength(1);
});

test("a switched-off checksum database is switched on", async () => {
  await source().binary("kubelet", silent);
  const environments = commands.calls.filter(({ args }) => args[0] !== "env").map(({ options }) => options.env);
  expect(environments.length).toBeGreaterThan(0);
  for (const env of environments) {
    expect(env).toMatchObject({ GOSUMDB: "sum.golang.org", CGO_ENABLED: "0", GOFLAGS: "-mod=mod" });
  }
});

test("a damaged program is built again, and that is said", async () => {
  const path = await source().binary("kubelet", silent);
  writeFileSync(path, "something else");
  expect(readFileSync(await source().binary("kubelet", silent), "utf8")).toContain("program");
  expect(builds()).toHaveLength(2);
  expect(reporter.of("warning")).toEqual([expect.objectContaining({ text: expect.stringContaining("checksum") })]);
});

test("a killed build leaves nothing that looks finished, and its remains are cleared", async () => {
  const path = await source().binary("etcdctl", silent);
  const key = path.split("/").at(-2) ?? "";
  rmSync(`${base}/cache/${key}`, { recursive: true });
  mkdirSync(`${base}/cache/.${key}.draft`);
  writeFileSync(`${base}/cache/.${key}.draft/etcdctl`, "half");
  expect(readFileSync(await source().binary("etcdctl", silent), "utf8")).toContain("program");
  expect(readdirSync(`${base}/cache`)).not.toContain(`.${key}.draft`);
});

test("two builders at once build once", async () => {
  const paths = await Promise.all([source().binary("etcd", silent), source().binary("etcd", silent)]);
  expect(paths[0]).toBe(paths[1]);
  expect(builds()).toHaveLength(1);
});

test("a failed build names the module, and shows the compiler's last lines", async () => {
  commands.answer("go build", { exitCode: 1, stderr: "# k8s.io/x\nx.go:1: syntax error\n" });
  await expect(source().binary("kubelet", silent)).rejects.toMatchObject({
    code: "BuildFailed",
    message: expect.stringContaining("k8s.io/kubernetes@v1.37.2"),
    evidence: ["# k8s.io/x", "x.go:1: syntax error"],
  });
});

test("a module that cannot be had names itself, with Go's reason", async () => {
  commands.answer("go mod download", { exitCode: 1, stdout: '{\n\t"Error": "unknown revision v1.99.0"\n}\n' });
  await expect(source().binary("kubelet", silent)).rejects.toMatchObject({
    code: "ModuleUnavailable",
    evidence: ["unknown revision v1.99.0"],
  });
});

test("without Go it says so", async () => {
  commands = new FakeCommands();
  await expect(source().binary("kubelet", silent)).rejects.toMatchObject({ code: "GoMissing" });
});

test("it recognises what it built, and nothing else", async () => {
  const path = await source().binary("kubectl", silent);
  const sha256 = (await new NodeBinaryStore().sha256(path)) ?? "";
  expect(await source().recognises("kubectl", sha256)).toBe(true);
  expect(await source().recognises("kubectl", "0".repeat(64))).toBe(false);
  expect(await source().recognises("etcd", sha256)).toBe(false);
});

test("images that are present are left alone, others imported and pinned", async () => {
  const present = "steadyplane.local/modules/etcd:3.7.0-0";
  const missing = "steadyplane.local/modules/pause:3.10";
  runtime.putImage(present);
  commands.answer("ctr");
  expect(await source().images([present, missing], silent)).toEqual([
    { reference: present, outcome: "present" },
    { reference: missing, outcome: "imported" },
  ]);
  const ctr = commands.lines().filter((line) => line.startsWith("ctr"));
  expect(ctr).toHaveLength(2);
  expect(ctr[1]).toContain(`images label ${missing} io.cri-containerd.pinned=pinned`);
  expect(readdirSync(`${base}/scratch`)).toEqual([]);
});

test.each([
  "registry.k8s.io/etcd:3.7.0-0",
  "steadyplane.local/modules/etcd:3.6.0-0",
  "steadyplane.local/modules/kube-apiserver:v1.36.0",
  "steadyplane.local/modules/nginx:1",
])("%s is not made here", async (reference) => {
  await expect(source().images([reference], silent)).rejects.toMatchObject({ code: "ImageNotOffered" });
});

test("an image that containerd refuses shows its reason", async () => {
  commands.answer("ctr", { exitCode: 1, stderr: "ctr: no space left on device\n" });
  await expect(source().images(["steadyplane.local/modules/pause:3.10"], silent)).rejects.toMatchObject({
    code: "ImageImportFailed",
    evidence: ["ctr: no space left on device"],
  });
});
