import type { EndpointFact } from "../../diagnose/doctor/doctor-facts.ts";
import { absolute } from "../../domain/absolute-path.ts";
import { credential } from "../../diagnose/snapshot/probe-components.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { Commands } from "../../ports/commands.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Http } from "../../ports/http.ts";
import { readApiAccess } from "../api-access.ts";
import { resolveName } from "../preflight/resolve-name.ts";

const ADMINISTRATOR = absolute("/etc/kubernetes/admin.conf");
const TIMEOUT_MS = 2_000;

/** Where kubectl goes, as admin.conf says; absent where there is none. */
export async function observeEndpoint(ports: {
  readonly files: FileSystem;
  readonly http: Http;
  readonly commands: Commands;
}): Promise<Seen<EndpointFact>> {
  const access = await readApiAccess(ADMINISTRATOR, ports.files);
  if (access.kind !== "present") {
    return access;
  }
  if (!URL.canParse(access.value.server)) {
    return { kind: "unreadable", reason: `${ADMINISTRATOR} names no server` };
  }
  const url = new URL(access.value.server).origin;
  const host = new URL(url).hostname.replace(/^\[|\]$/gu, "");
  const [addresses, answer] = await Promise.all([
    resolveName(host, ports.commands),
    ports.http.request({ url: `${url}/livez`, timeoutMs: TIMEOUT_MS, ...credential(access.value) }),
  ]);
  return { kind: "present", value: { host, url, addresses, answer } };
}
