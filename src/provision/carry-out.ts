import { ensureParents } from "../apply/ensure-parents.ts";
import { writeFile } from "../apply/write-file.ts";
import { type AbsolutePath, below } from "../domain/absolute-path.ts";
import { unreachable } from "../domain/unreachable.ts";
import { installBinary } from "./binaries/install-binary.ts";
import { setKernel } from "./kernel/set-kernel.ts";
import { socketOf } from "./observe-host.ts";
import { installPackages } from "./packages/install-packages.ts";
import type { ProvisionPorts } from "./provision-ports.ts";
import { POD_NETWORK_FILE, type ProvisionPaths } from "./provision-paths.ts";
import type { ProvisionRequest } from "./provision-request.ts";
import type { ProvisionStep } from "./provision-step.ts";
import { configureRuntime } from "./runtime/configure-runtime.ts";
import { waitForRuntime } from "./runtime/wait-for-runtime.ts";

type Progress = (detail: string) => void;

/** Carries out one step, safe to repeat, and says in a few words what it did. Rejects with a ToolError. */
export async function carryOut(
  step: ProvisionStep,
  request: ProvisionRequest,
  paths: ProvisionPaths,
  ports: ProvisionPorts,
  progress: Progress,
): Promise<string> {
  switch (step.kind) {
    case "install-packages":
      await installPackages(step.names, ports, progress);
      return step.names.join(" ");
    case "set-kernel":
      await setKernel(step.modules, step.settings, ports);
      await put(paths.sysctlFile, step.fileText, 0o644, ports);
      return "kernel parameters";
    case "configure-runtime":
      return configureRuntime(request, paths, ports);
    case "configure-network":
      await put(below(paths.cniConfDir, POD_NETWORK_FILE), step.text, 0o644, ports);
      return "Pod network";
    case "define-service":
      // 0600: the address of a proxy may hold a password.
      await put(below(paths.serviceDefinitions, `${step.name}.json`), step.text, 0o600, ports);
      return `service ${step.name}`;
    case "start-runtime":
      return startRuntime(step.manner, request, ports, progress);
    case "install-binary":
      return install(step, paths, ports, progress);
    case "import-images":
      await ports.source.images(step.references, progress);
      return `${step.references.length} from ${ports.source.name}`;
    default:
      return unreachable(step);
  }
}

async function startRuntime(
  manner: "start" | "restart",
  request: ProvisionRequest,
  ports: ProvisionPorts,
  progress: Progress,
): Promise<string> {
  await (manner === "start" ? ports.services.start("containerd") : ports.services.restart("containerd"));
  return waitForRuntime(socketOf(request.criSocket), ports, progress);
}

async function install(
  { program, version }: Extract<ProvisionStep, { readonly kind: "install-binary" }>,
  paths: ProvisionPaths,
  ports: ProvisionPorts,
  progress: Progress,
): Promise<string> {
  const from = await ports.source.binary(program, progress);
  const target = { program, version, directory: paths.binaries, recordPath: paths.installedRecord };
  await installBinary(from, target, ports, ports.transactionId);
  return `${program} ${version}`;
}

async function put(path: AbsolutePath, text: string, mode: number, ports: ProvisionPorts): Promise<void> {
  await ensureParents(path, ports.files);
  await writeFile({ path, text, mode, owner: "root:root" }, ports.files, ports.transactionId);
}
