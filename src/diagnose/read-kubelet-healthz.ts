import { parse } from "yaml";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { hostAndPort, specific } from "./host-and-port.ts";

interface HealthzFields {
  readonly healthzBindAddress?: unknown;
  readonly healthzPort?: unknown;
}

/** URL of the kubelet's healthz as its configuration file sets it; undefined where it is turned off. */
export async function readKubeletHealthz(files: FileSystem, configPath: AbsolutePath): Promise<string | undefined> {
  const read = await files.readText(configPath);
  const fields = read.kind === "present" ? parseFields(read.value) : {};
  const port = typeof fields.healthzPort === "number" ? fields.healthzPort : 10248;
  const address = typeof fields.healthzBindAddress === "string" ? fields.healthzBindAddress : undefined;
  return port === 0 ? undefined : `http://${hostAndPort(specific(address, "127.0.0.1"), port)}/healthz`;
}

/** A file that is no YAML is the kubelet's to complain about. */
function parseFields(text: string): HealthzFields {
  try {
    return (parse(text) as HealthzFields | null) ?? {};
  } catch {
    return {};
  }
}
