import { type AbsolutePath, below } from "../../domain/absolute-path.ts";
import { couldNotRead } from "../../errors/apply.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { POD_NETWORK_FILE } from "../provision-paths.ts";

/** CNI configurations on the host. `foreign`: a network add-on of somebody else's; its files by name. */
export type PodNetworkObservation =
  | { readonly kind: "absent" }
  | { readonly kind: "ours"; readonly text: string }
  | { readonly kind: "foreign"; readonly names: readonly string[] };

const CONFIGURATION = /\.(?:conf|conflist|json)$/u;

/** Rejects with CouldNotRead: what cannot be listed may hold somebody's network. */
export async function observePodNetwork(directory: AbsolutePath, files: FileSystem): Promise<PodNetworkObservation> {
  const listed = await files.list(directory);
  if (listed.kind === "unreadable") {
    throw couldNotRead(directory, listed.reason);
  }
  const names =
    listed.kind === "present" ? listed.value.filter((name) => CONFIGURATION.test(name) && !name.startsWith(".")) : [];
  const foreign = names.filter((name) => name !== POD_NETWORK_FILE);
  if (foreign.length > 0) {
    return { kind: "foreign", names: foreign };
  }
  const path = below(directory, POD_NETWORK_FILE);
  const read = await files.readText(path);
  if (read.kind === "unreadable") {
    throw couldNotRead(path, read.reason);
  }
  return read.kind === "absent" ? { kind: "absent" } : { kind: "ours", text: read.value };
}
