import { ensureParents } from "../../apply/ensure-parents.ts";
import { writeFile } from "../../apply/write-file.ts";
import { absolute } from "../../domain/absolute-path.ts";
import type { RenderTemplate } from "../../desired/templates.ts";
import { runtimeVersionUnknown } from "../../errors/provision.ts";
import { lastWords } from "../last-words.ts";
import type { ProvisionPaths } from "../provision-paths.ts";
import type { ProvisionRequest } from "../provision-request.ts";
import {
  observeRuntimeVersion,
  RUNTIME_MARKER,
  type RuntimeConfigurationPorts,
} from "./observe-runtime-configuration.ts";
import { observeRuntimeSettings } from "./observe-runtime-settings.ts";
import { renderRuntimeConfiguration } from "./render-runtime-configuration.ts";

export interface ConfigureRuntimePorts extends RuntimeConfigurationPorts {
  readonly render: RenderTemplate;
  readonly transactionId: string;
}

/** Writes the configuration for the containerd that is installed now; what its package had there is kept beside it. */
export async function configureRuntime(
  request: ProvisionRequest,
  paths: ProvisionPaths,
  ports: ConfigureRuntimePorts,
): Promise<string> {
  const path = paths.runtimeConfiguration;
  const version = await observeRuntimeVersion(ports.commands);
  if (version === undefined) {
    throw runtimeVersionUnknown(lastWords(await ports.commands.run("containerd", ["--version"])));
  }
  const text = renderRuntimeConfiguration(
    version,
    await observeRuntimeSettings(request, paths, ports.files),
    ports.render,
  );
  const before = await ports.files.readText(path);
  await ensureParents(path, ports.files);
  if (before.kind === "present" && !before.value.startsWith(RUNTIME_MARKER)) {
    const kept = { path: absolute(`${path}.before-steadyplane`), text: before.value, mode: 0o644, owner: "root:root" };
    await writeFile(kept, ports.files, ports.transactionId);
  }
  await writeFile({ path, text, mode: 0o644, owner: "root:root" }, ports.files, ports.transactionId);
  return `containerd ${version}`;
}
