import { expect, test } from "vitest";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import { checkRuntimeConfiguration } from "../../../../src/provision/runtime/check-runtime-configuration.ts";
import { lacksSysResource } from "../../../../src/provision/runtime/lacks-sys-resource.ts";
import { observeRuntimeConfiguration } from "../../../../src/provision/runtime/observe-runtime-configuration.ts";
import {
  parseRuntimeVersion,
  renderRuntimeConfiguration,
} from "../../../../src/provision/runtime/render-runtime-configuration.ts";
import type { RuntimeSettings } from "../../../../src/provision/runtime/runtime-settings.ts";
import { FakeCommands } from "../../../support/fake-commands.ts";
import { renderTemplate } from "../../../support/render-template.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const PATH = absolute("/etc/containerd/config.toml");
const SETTINGS: RuntimeSettings = {
  sandboxImage: "example.test/pause:3.10",
  cgroupDriver: "systemd",
  restrictsOomScoreAdj: true,
  cniBinDir: "/usr/lib/cni",
  cniConfDir: "/etc/cni/net.d",
};

test.each([
  ["containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3", "1.6.20"],
  ["containerd github.com/containerd/containerd/v2 v2.1.4 75cb2b7193e4e490e9fbdc236c0e811ccaba3376", "2.1.4"],
  ["", undefined],
])("the version in %j", (output, version) => {
  expect(parseRuntimeVersion(output)).toBe(version);
});

test.each([
  ["1.6.20", "containerd-v2"],
  ["1.7.27", "containerd-v2"],
  ["2.0.0", "containerd-v3"],
])("containerd %s gets the format it reads", async (version, golden) => {
  const text = renderRuntimeConfiguration(version, SETTINGS, renderTemplate);
  await expect(text).toMatchFileSnapshot(`../../../golden/host/${golden}.toml`);
});

test("containerd 1.5 is refused", () => {
  expect(() => renderRuntimeConfiguration("1.5.9", SETTINGS, renderTemplate)).toThrow(
    expect.objectContaining({ code: "RuntimeUnsupported" }),
  );
});

test("a value cannot break out of its string", () => {
  const text = renderRuntimeConfiguration("2.0.0", { ...SETTINGS, sandboxImage: 'a"\nroot = "/x' }, renderTemplate);
  expect(text).toContain(String.raw`sandbox = "a\"\nroot = \"/x"`);
});

test.each([
  ["CapEff:\t000001fffeffffff\n", true],
  ["CapEff:\t000001ffffffffff\n", false],
  ["Name:\tnode\n", false],
])("CAP_SYS_RESOURCE in %j", (status, lacks) => {
  expect(lacksSysResource(status)).toBe(lacks);
});

const dump = (lines: string): string => `disabled_plugins = []\n[plugins]\n${lines}`;
const GOOD_2 = dump(`
  [plugins."io.containerd.grpc.v1.cri"]
    restrict_oom_score_adj = true
    sandbox_image = "example.test/pause:3.10"
    [plugins."io.containerd.grpc.v1.cri".cni]
      bin_dir = "/usr/lib/cni"
          [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
            SystemdCgroup = true
`);

test("somebody's own configuration that will do has no findings", () => {
  expect(checkRuntimeConfiguration(PATH, GOOD_2, SETTINGS)).toEqual([]);
});

test.each([
  ["disabled_plugins = []", 'disabled_plugins = ["cri"]', "reject"],
  ["SystemdCgroup = true", "SystemdCgroup = false", "reject"],
  ["restrict_oom_score_adj = true", "restrict_oom_score_adj = false", "reject"],
  ["example.test/pause:3.10", "registry.k8s.io/pause:3.6", "warn"],
])("%s changed to %s is found", (from, to, level) => {
  expect(checkRuntimeConfiguration(PATH, GOOD_2.replace(from, to), SETTINGS)).toEqual([
    expect.objectContaining({ level }),
  ]);
});

test("what a package installed is told from what somebody wrote", async () => {
  const files = new InMemoryFileSystem().put(PATH, "version = 2\n");
  const owned = new FakeCommands().answer(`dpkg-query --search ${PATH}`, { stdout: `containerd: ${PATH}\n` });
  const untouched = await observeRuntimeConfiguration(PATH, SETTINGS, {
    files,
    commands: owned.answer("dpkg --verify containerd"),
  });
  expect(untouched).toEqual({ kind: "package-default" });
  owned
    .answer("dpkg --verify containerd", { exitCode: 2, stdout: `??5?????? c ${PATH}\n` })
    .answer(`containerd --config ${PATH} config dump`, { stdout: GOOD_2 });
  expect(await observeRuntimeConfiguration(PATH, SETTINGS, { files, commands: owned })).toEqual({
    kind: "foreign",
    findings: [],
  });
});

test("an unreadable configuration is not taken for an absent one", async () => {
  const files = new InMemoryFileSystem().put(PATH, "").makeUnreadable(PATH);
  const observed = observeRuntimeConfiguration(PATH, SETTINGS, { files, commands: new FakeCommands() });
  await expect(observed).rejects.toMatchObject({ code: "CouldNotRead" });
});
