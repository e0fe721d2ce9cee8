import type { AuthorityId } from "../domain/certificate-request.ts";
import type { CertificateResource, DesiredResource } from "../domain/resource.ts";
import type { PhasedResource } from "../desired/desired-node.ts";
import { applyStep, type StepPorts } from "./apply-step.ts";
import { transactionIdFrom } from "./write-file.ts";

const WRITTEN: readonly DesiredResource["kind"][] = [
  "directory",
  "file",
  "certificate",
  "key-pair",
  "kubeconfig",
  "static-pod",
];

/** Writes all files of a node into an empty file system, in order. Accounts, services and objects are left out. */
export async function renderTree(desired: readonly PhasedResource[], ports: StepPorts): Promise<number> {
  const files = desired.filter(({ resource }) => WRITTEN.includes(resource.kind));
  const authorities = new Map(
    files.flatMap(({ resource }) =>
      resource.kind === "certificate" && resource.request.isAuthority
        ? [[resource.id as AuthorityId, resource satisfies CertificateResource] as const]
        : [],
    ),
  );
  const context = { authorities, transactionId: transactionIdFrom(ports.entropy.hex(6)) };
  for (const { phase, resource } of files) {
    await applyStep({ phase, resource, change: { kind: "create" } }, context, ports);
  }
  return files.length;
}
