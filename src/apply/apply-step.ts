import type { Step } from "../domain/step.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Commands } from "../ports/commands.ts";
import type { Services } from "../ports/services.ts";
import { applyAccount } from "./steps/account.ts";
import { applyCertificate } from "./steps/certificate.ts";
import { applyDirectory } from "./steps/directory.ts";
import { applyFile } from "./steps/file.ts";
import { applyKeyPair } from "./steps/key-pair.ts";
import { applyKubeconfig } from "./steps/kubeconfig.ts";
import type { PkiContext, PkiPorts } from "./steps/pki-context.ts";
import { applyService } from "./steps/service.ts";
import { applyStaticPod, type RenderManifest } from "./steps/static-pod.ts";
import { ensureParents } from "./ensure-parents.ts";

export interface StepPorts extends PkiPorts {
  readonly commands: Commands;
  readonly services: Services;
  readonly renderManifest: RenderManifest;
}

/** Carries out one step on the host. Safe to repeat after a crash: each file is the old one or the new one, never half. */
export async function applyStep({ resource, change }: Step, context: PkiContext, ports: StepPorts): Promise<void> {
  const { commands, files, services, renderManifest } = ports;
  const { transactionId } = context;
  switch (resource.kind) {
    case "account":
      return applyAccount(resource, change, commands);
    case "directory":
      return applyDirectory(resource, change, files);
    case "file":
      return applyFile(resource, change, files, transactionId);
    case "certificate":
      await ensureParents(resource.certPath, files);
      await ensureParents(resource.keyPath, files);
      return applyCertificate(resource, change, context, ports);
    case "key-pair":
      await ensureParents(resource.privatePath, files);
      return applyKeyPair(resource, change, context, ports);
    case "kubeconfig":
      await ensureParents(resource.path, files);
      if (resource.credential.kind === "rotating") {
        await ensureParents(resource.credential.path, files);
      }
      return applyKubeconfig(resource, change, context, ports);
    case "static-pod":
      return applyStaticPod(resource, change, files, renderManifest, transactionId);
    case "service":
      await applyService(resource, change.kind === "replace", services);
      return;
    case "object":
      throw new Error(`${resource.object.kind} ${resource.object.metadata.name} is no step of a host`);
    default:
      return unreachable(resource);
  }
}
