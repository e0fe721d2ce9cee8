import { absolute } from "../../domain/absolute-path.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { writeFailed } from "../../errors/apply.ts";
import type { KeyPairPem } from "../../ports/entropy.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { draftOf, writeFile } from "../write-file.ts";
import { KEY_MODE, PKI_OWNER } from "./pki-context.ts";
import type { PkiContext, PkiPorts } from "./pki-context.ts";

const CURRENT = /-current\.pem$/u;

/**
 * Writes certificate and key into one file named after the time, and points the link `current` to it, as the kubelet
 * does when it rotates (client-go, util/certificate/certificate_store.go). What the link pointed to before stays. Rejects with
 * WriteFailed.
 */
export async function writeRotatingCredential(
  current: AbsolutePath,
  certificatePem: string,
  keys: KeyPairPem,
  { transactionId }: PkiContext,
  { files, clock }: PkiPorts,
): Promise<void> {
  const path = absolute(current.replace(CURRENT, `-${timestamp(clock.now())}.pem`));
  const text = `${certificatePem}${keys.privateKey.reveal()}`;
  await writeFile({ path, text, mode: KEY_MODE, owner: PKI_OWNER }, files, transactionId);
  await pointTo(path, current, transactionId, files);
}

async function pointTo(
  target: AbsolutePath,
  link: AbsolutePath,
  transactionId: string,
  files: FileSystem,
): Promise<void> {
  const draft = draftOf(link, transactionId);
  try {
    await files.makeLink(draft, target);
    await files.rename(draft, link);
  } catch (cause) {
    await files.remove(draft).catch(() => undefined);
    throw writeFailed(link, cause);
  }
}

/** 2006-01-02-15-04-05, UTC. */
function timestamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, "2006-01-02T15:04:05".length).replaceAll(/[T:]/gu, "-");
}
