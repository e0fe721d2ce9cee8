import type { Finding } from "../../domain/finding.ts";
import { parseDumpedToml } from "./parse-dumped-toml.ts";
import type { RuntimeSettings } from "./runtime-settings.ts";

const CRI_2 = "plugins.io.containerd.grpc.v1.cri";
const CRI_3 = "plugins.io.containerd.cri.v1.runtime";
const IMAGES_3 = "plugins.io.containerd.cri.v1.images";

/**
 * What in somebody else's containerd configuration (as `containerd config dump` prints it) would keep Pods from
 * running. Empty: it will do as it is.
 */
export function checkRuntimeConfiguration(path: string, dump: string, settings: RuntimeSettings): readonly Finding[] {
  const values = parseDumpedToml(dump);
  const pick = (old: string, new3: string): string | undefined => values.get(new3) ?? values.get(old);
  const ofRunc = "containerd.runtimes.runc.options.SystemdCgroup";
  const { sandboxImage, cniBinDir, cgroupDriver, restrictsOomScoreAdj } = settings;
  const isSystemd = pick(`${CRI_2}.${ofRunc}`, `${CRI_3}.${ofRunc}`) ?? "false";
  const restricts = pick(`${CRI_2}.restrict_oom_score_adj`, `${CRI_3}.restrict_oom_score_adj`);
  const sandbox = pick(`${CRI_2}.sandbox_image`, `${IMAGES_3}.pinned_images.sandbox`);
  const blocking = [
    ...disabled(values.get("disabled_plugins") ?? "[]"),
    ...differing("SystemdCgroup", isSystemd, String(cgroupDriver === "systemd")),
    ...(restrictsOomScoreAdj ? differing("restrict_oom_score_adj", restricts, "true") : []),
  ];
  // Both may work: the image may be present, the directory may hold plugins of its own.
  const doubtful = [
    ...differing("sandbox_image", sandbox, sandboxImage),
    ...differing("bin_dir", pick(`${CRI_2}.cni.bin_dir`, `${CRI_3}.cni.bin_dir`), cniBinDir),
  ];
  return [
    ...blocking.map((problem) => asFinding(path, problem, "reject", "Pods would not start.")),
    ...doubtful.map((problem) => asFinding(path, problem, "warn", "Pods may not start.")),
  ];
}

function disabled(plugins: string): readonly string[] {
  return /\bcri\b/u.test(plugins) ? ["the CRI plugin is disabled (disabled_plugins)"] : [];
}

function differing(name: string, actual: string | undefined, wanted: string): readonly string[] {
  return actual === wanted ? [] : [`${name} is ${actual ?? "not set"}, and this host needs ${wanted}`];
}

function asFinding(path: string, problem: string, level: Finding["level"], effect: string): Finding {
  return {
    check: "RuntimeConfiguration",
    level,
    what: `In ${path}, ${problem}.`,
    why: `${effect} The file was not written by steadyplane, so it was left as it is.`,
    fix: [`Set it in ${path}, or move the file away, then run the same command again.`],
  };
}
