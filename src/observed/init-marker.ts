import { type AbsolutePath, absolute } from "../domain/absolute-path.ts";
import type { FileSystem, Read } from "../ports/file-system.ts";

/** Where `init` notes that this node is its own; docs/decisions/0001. */
export const INIT_MARKER = absolute("/var/lib/steadyplane/init.json");

/** Which node an `init` on this host makes, and whether it was ever healthy. Times are RFC 3339. */
export interface InitMarker {
  readonly version: 1;
  readonly nodeName: string;
  readonly etcdDataDir: AbsolutePath | undefined;
  readonly startedAt: string;
  readonly healthyAt: string | undefined;
}

/** The marker on this host. One that cannot be understood is unreadable, not absent. */
export async function readInitMarker(files: FileSystem): Promise<Read<InitMarker>> {
  const text = await files.readText(INIT_MARKER);
  if (text.kind !== "present") {
    return text;
  }
  try {
    const marker = JSON.parse(text.value) as Partial<InitMarker>;
    if (marker.version === 1 && typeof marker.nodeName === "string" && typeof marker.startedAt === "string") {
      return {
        kind: "present",
        value: {
          version: 1,
          nodeName: marker.nodeName,
          startedAt: marker.startedAt,
          etcdDataDir: marker.etcdDataDir,
          healthyAt: marker.healthyAt,
        },
      };
    }
  } catch {
    // Falls through: text that is no JSON is as little understood as a version that is not ours.
  }
  return { kind: "unreadable", reason: "not a marker of version 1" };
}
