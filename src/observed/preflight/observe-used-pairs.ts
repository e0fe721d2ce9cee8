import type { SeenPair } from "../../plan/preflight/change/change-facts.ts";
import type { UsedPair } from "../../plan/preflight/change/used-pairs.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { parseCertificates } from "../certificates/parse-certificates.ts";
import { parsePrivateKey } from "../certificates/read-private-key.ts";

/** Each pair with what is wrong with it, as a component would find it. */
export async function observeUsedPairs(pairs: readonly UsedPair[], files: FileSystem): Promise<readonly SeenPair[]> {
  return Promise.all(pairs.map(async (pair) => ({ ...pair, problem: await problemOf(pair, files) })));
}

async function problemOf({ certificate, key }: UsedPair, files: FileSystem): Promise<string | undefined> {
  const [certificateText, keyText] = await Promise.all([files.readText(certificate), files.readText(key)]);
  const texts = [
    [certificate, certificateText],
    [key, keyText],
  ] as const;
  for (const [path, text] of texts) {
    if (text.kind !== "present") {
      return `${path}, which ${text.kind === "absent" ? "is not there" : `cannot be read (${text.reason})`}`;
    }
  }
  const [leaf] = parseCertificates(certificateText.kind === "present" ? certificateText.value : "");
  if (leaf === undefined) {
    return `${certificate}, which is no certificate`;
  }
  const privateKey = parsePrivateKey(keyText.kind === "present" ? keyText.value : "");
  if (privateKey === undefined) {
    return `${key}, which is no private key`;
  }
  return leaf.checkPrivateKey(privateKey)
    ? undefined
    : `${certificate} with ${key}, and the private key does not match`;
}
