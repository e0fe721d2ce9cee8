import { isDnsLabel } from "../../domain/network/dns-name.ts";
import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import { pathProblem } from "./path-problem.ts";
import type { Report } from "./rule.ts";

/** Volumes that a Pod can have: named once, and mounted from and to absolute paths. */
export function volumesCanBeMounted({ cluster }: EffectiveConfig, report: Report): void {
  for (const component of ["apiServer", "controllerManager", "scheduler"] as const) {
    const names = new Set<string>();
    for (const [index, volume] of cluster[component].extraVolumes.entries()) {
      const path = [component, "extraVolumes", index];
      if (!isDnsLabel(volume.name)) {
        const message = `${quote(volume.name)} is not the name of a volume`;
        report("ClusterConfiguration", [...path, "name"], message, "write lower-case letters, digits and dashes");
      } else if (names.has(volume.name)) {
        report("ClusterConfiguration", [...path, "name"], `${volume.name} is there already`, "give each its own name");
      }
      names.add(volume.name);
      for (const field of ["hostPath", "mountPath"] as const) {
        const message = pathProblem(volume[field]) ?? (field === "mountPath" ? colonProblem(volume[field]) : undefined);
        if (message !== undefined) {
          report("ClusterConfiguration", [...path, field], message, "write an absolute path");
        }
      }
    }
  }
}

function colonProblem(path: string): string | undefined {
  return path.includes(":") ? `${quote(path)} contains a colon, which no mount path may` : undefined;
}
