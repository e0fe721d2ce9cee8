import { absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { findFirst } from "../packages/find-missing-packages.ts";
import type { ProvisionPaths } from "../provision-paths.ts";
import type { ProvisionRequest } from "../provision-request.ts";
import { lacksSysResource } from "./lacks-sys-resource.ts";
import type { RuntimeSettings } from "./runtime-settings.ts";

const DEBIAN_PLUGINS = "/usr/lib/cni";
const UPSTREAM_PLUGINS = "/opt/cni/bin";

/** What containerd must be told, from what is asked for and what this host allows. */
export async function observeRuntimeSettings(
  request: Pick<ProvisionRequest, "sandboxImage" | "cgroupDriver">,
  paths: Pick<ProvisionPaths, "cniConfDir">,
  files: FileSystem,
): Promise<RuntimeSettings> {
  const status = await files.readText(absolute("/proc/self/status"));
  const upstream = await findFirst([`${UPSTREAM_PLUGINS}/bridge`], files);
  const debian = await findFirst([`${DEBIAN_PLUGINS}/bridge`], files);
  return {
    sandboxImage: request.sandboxImage,
    cgroupDriver: request.cgroupDriver,
    restrictsOomScoreAdj: status.kind === "present" && lacksSysResource(status.value),
    cniBinDir: upstream !== undefined && debian === undefined ? UPSTREAM_PLUGINS : DEBIAN_PLUGINS,
    cniConfDir: paths.cniConfDir,
  };
}
