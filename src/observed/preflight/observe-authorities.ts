import { X509Certificate } from "node:crypto";
import { type AbsolutePath, below } from "../../domain/absolute-path.ts";
import type { PreflightFacts } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { understood } from "./seen-of.ts";

const AUTHORITIES = ["ca.crt", "front-proxy-ca.crt", "etcd/ca.crt"];

/** From when on the certificate authorities below `certificatesDir` are valid. */
export async function observeAuthorities(
  certificatesDir: AbsolutePath,
  files: FileSystem,
): Promise<PreflightFacts["authorities"]> {
  return Promise.all(
    AUTHORITIES.map(async (name) => {
      const path = below(certificatesDir, ...name.split("/"));
      return { path, notBefore: understood(await files.readText(path), notBeforeOf) };
    }),
  );
}

function notBeforeOf(pem: string): number | undefined {
  try {
    return new X509Certificate(pem).validFromDate.getTime();
  } catch {
    return undefined;
  }
}
