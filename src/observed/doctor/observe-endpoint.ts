import type { EndpointFact } from "../../diagnose/doctor/doctor-facts.ts";
import { absolute } from "../../domain/absolute-path.ts";
import { credential } from "../../diagnose/snapshot/probe-components.ts";
import type { Commands } from "../../ports/commands.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Http } from "../../ports/http.ts";
import { readApiAccess } from "../api-access.ts";
import { resolveName } from "../preflight/resolve-name.ts";

const TIMEOUT_MS = 2_000;

/** Where kubectl goes, as admin.conf says; undefined where that is not there or cannot be read. */
export async function observeEndpoint(ports: {
  readonly files: FileSystem;
  readonly http: Http;
  readonly commands: Commands;
}): Promise<EndpointFact | undefined> {
  const access = await readApiAccess(absolute("/etc/kubernetes/admin.conf"), ports.files);
  if (access.kind !== "present" || !URL.canParse(access.value.server)) {
    return undefined;
  }
  const url = new URL(access.value.server).origin;
  const host = new URL(url).hostname.replace(/^\[|\]$/gu, "");
  const [addresses, answer] = await Promise.all([
    resolveName(host, ports.commands),
    ports.http.request({ url: `${url}/livez`, timeoutMs: TIMEOUT_MS, ...credential(access.value) }),
  ]);
  return { host, url, addresses, answer };
}
