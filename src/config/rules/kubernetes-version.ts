import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import { DEFAULT_KUBERNETES_VERSION, releaseOf, SUPPORTED_MINORS } from "../versions.ts";
import type { Report } from "./rule.ts";

const RELEASE = /^v(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)(?:[-+][0-9A-Za-z.+-]+)?$/u;

export function kubernetesVersionIsSupported({ cluster }: EffectiveConfig, report: Report): void {
  const version = cluster.kubernetesVersion;
  const path = ["kubernetesVersion"];
  if (/^(?:ci\/|release\/|stable|latest)/u.test(version)) {
    const message = `${quote(version)} names another version every day, and a plan must name one`;
    report("ClusterConfiguration", path, message, `write the version, for example ${DEFAULT_KUBERNETES_VERSION}`);
  } else if (!RELEASE.test(version)) {
    const message = `${quote(version)} is not a version`;
    report("ClusterConfiguration", path, message, `write all three numbers: ${DEFAULT_KUBERNETES_VERSION}`);
  } else if (releaseOf(version) === undefined) {
    const message = `${version} is not supported`;
    report("ClusterConfiguration", path, message, `write a version of ${SUPPORTED_MINORS.join(", ")}`);
  }
}
