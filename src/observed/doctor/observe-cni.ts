import { type AbsolutePath, absolute, below } from "../../domain/absolute-path.ts";
import type { CniFacts } from "../../diagnose/doctor/doctor-facts.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";

const RUNTIME_CONFIGURATION = absolute("/etc/containerd/config.toml");
const CONFIGURATIONS = "/etc/cni/net.d";
/** containerd's own place, and Debian's. */
const PLUGIN_DIRECTORIES = ["/opt/cni/bin", "/usr/lib/cni"];

/** The CNI that the runtime would use: the first configuration by name. */
export async function observeCni(files: FileSystem): Promise<Seen<CniFacts>> {
  const { configurationsIn, pluginsAt } = await placesOf(files);
  const names = await files.list(configurationsIn);
  if (names.kind === "unreadable") {
    return names;
  }
  const found = names.kind === "present" ? names.value.filter((name) => /\.(?:conf|conflist|json)$/u.test(name)) : [];
  const configurations = found.map((name) => below(configurationsIn, name));
  const [used] = configurations;
  const text = used === undefined ? ({ kind: "absent" } as const) : await files.readText(used);
  if (text.kind === "unreadable") {
    return text;
  }
  const plugins = text.kind === "present" ? pluginsIn(text.value) : [];
  if (plugins === undefined) {
    return { kind: "unreadable", reason: `${used ?? configurationsIn} is not JSON` };
  }
  const missing = await Promise.all(
    plugins.map(async (name) => ((await isInstalled(name, pluginsAt, files)) ? [] : [name])),
  );
  return { kind: "present", value: { configurations, plugins, missingPlugins: missing.flat() } };
}

interface CniDocument {
  readonly type?: unknown;
  readonly ipam?: { readonly type?: unknown };
  readonly plugins?: readonly CniDocument[];
}

/** The programs that a configuration or a list of them names; undefined where it is not JSON. */
function pluginsIn(text: string): readonly string[] | undefined {
  try {
    const document = JSON.parse(text) as CniDocument;
    const types = (document.plugins ?? [document]).flatMap(({ type, ipam }) => [type, ipam?.type]);
    return [...new Set(types.filter((type) => typeof type === "string" && /^[\w.-]+$/u.test(type)))] as string[];
  } catch {
    return undefined;
  }
}

/** Where containerd looks for configurations and plugins: by its own configuration, else where it does by default. */
async function placesOf(files: FileSystem): Promise<{
  readonly configurationsIn: AbsolutePath;
  readonly pluginsAt: readonly AbsolutePath[];
}> {
  const text = await files.readText(RUNTIME_CONFIGURATION);
  const settings = text.kind === "present" ? text.value : "";
  const valueOf = (name: string): string | undefined =>
    new RegExp(`^\\s*${name}\\s*=\\s*['"](?<path>/[^'"]+)['"]`, "mu").exec(settings)?.groups?.["path"];
  const plugins = valueOf("bin_dir");
  return {
    configurationsIn: absolute(valueOf("conf_dir") ?? CONFIGURATIONS),
    pluginsAt: (plugins === undefined ? PLUGIN_DIRECTORIES : [plugins]).map(absolute),
  };
}

async function isInstalled(name: string, directories: readonly AbsolutePath[], files: FileSystem): Promise<boolean> {
  const found = await Promise.all(directories.map((directory) => files.status(below(directory, name))));
  return found.some(({ kind }) => kind === "present");
}
