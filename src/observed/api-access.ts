import { type AbsolutePath, absolute } from "../domain/absolute-path.ts";
import { Confidential } from "../domain/confidential.ts";
import { parseKubeconfig } from "../desired/kubeconfigs/parse-kubeconfig.ts";
import type { ApiAccess } from "../diagnose/expectation.ts";
import type { FileSystem, Read } from "../ports/file-system.ts";

/** Server, CA and client certificate of a kubeconfig, whether they are in it or in files that it names. */
export async function readApiAccess(path: AbsolutePath, files: FileSystem): Promise<Read<ApiAccess>> {
  const text = await files.readText(path);
  if (text.kind !== "present") {
    return text;
  }
  const kubeconfig = parseKubeconfig(text.value);
  if (kubeconfig === undefined) {
    return { kind: "unreadable", reason: "it is no kubeconfig with a current context" };
  }
  const { cluster, user } = kubeconfig;
  const [ca, cert, key] = await Promise.all([
    pemOf(cluster["certificate-authority-data"], cluster["certificate-authority"], files),
    pemOf(user["client-certificate-data"], user["client-certificate"], files),
    pemOf(user["client-key-data"], user["client-key"], files),
  ]);
  if (ca === undefined || cert === undefined || key === undefined) {
    return { kind: "unreadable", reason: "it has no CA, or no client certificate and key, that can be read" };
  }
  return {
    kind: "present",
    value: { server: cluster.server, caPem: ca, certPem: cert, keyPem: new Confidential(key) },
  };
}

async function pemOf(
  data: string | undefined,
  path: string | undefined,
  files: FileSystem,
): Promise<string | undefined> {
  if (data !== undefined) {
    return Buffer.from(data, "base64").toString("utf8");
  }
  if (path === undefined || !path.startsWith("/")) {
    return undefined;
  }
  const text = await files.readText(absolute(path));
  return text.kind === "present" ? text.value : undefined;
}
