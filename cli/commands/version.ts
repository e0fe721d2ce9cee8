import { DEFAULT_KUBERNETES_VERSION } from "../../src/config/versions.ts";
import type { CommandContext } from "../context.ts";
import { VERSION } from "../version.ts";

/** Prints this program's version and the Kubernetes version that it installs by default. */
export function version(context: CommandContext): void {
  context.print(`steadyplane ${VERSION}\nkubernetes ${DEFAULT_KUBERNETES_VERSION} (default)`);
}
