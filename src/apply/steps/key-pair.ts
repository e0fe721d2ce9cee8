import type { KeyPairResource } from "../../domain/resource.ts";
import type { Change } from "../../domain/step.ts";
import { writeFile } from "../write-file.ts";
import { keyOnDisk } from "./key-on-disk.ts";
import { KEY_MODE, PKI_OWNER } from "./pki-context.ts";
import type { PkiContext, PkiPorts } from "./pki-context.ts";
import { readIfPresent } from "./read-pki-file.ts";

/** Makes what is missing of a key pair; what is there stays. Can be repeated. */
export async function applyKeyPair(
  resource: KeyPairResource,
  change: Change,
  { transactionId }: Pick<PkiContext, "transactionId">,
  ports: Pick<PkiPorts, "files" | "entropy">,
): Promise<void> {
  if (change.kind === "keep") {
    return;
  }
  const keys = await keyOnDisk(resource.privatePath, resource.algorithm, transactionId, ports);
  if ((await readIfPresent(resource.publicPath, ports.files)) === undefined) {
    const target = { path: resource.publicPath, text: keys.publicKey, mode: KEY_MODE, owner: PKI_OWNER };
    await writeFile(target, ports.files, transactionId);
  }
}
