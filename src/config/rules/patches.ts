import type { EffectiveConfig } from "../effective-config.ts";
import type { Report } from "./rule.ts";

export function patchesAreNotUsed({ init }: EffectiveConfig, report: Report): void {
  if (init.patchesDirectory !== "") {
    const suggestion = "remove it, and use extraArgs, extraVolumes, extraEnvs, or a KubeletConfiguration document";
    report("InitConfiguration", ["patches"], "patches are not supported yet", suggestion);
  }
}
