import { z } from "zod";
import { absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { KubeletCommandLines } from "./kubelet-command-line.ts";

const DEFINITION = absolute("/etc/steadyplane/services/kubelet.json");
const Definition = z.object({ command: z.string(), args: z.array(z.string()) });

/** The command line under which our own supervisor starts the kubelet; none where it does not know it. */
export async function readKubeletDefinition(files: FileSystem): Promise<KubeletCommandLines> {
  const read = await files.readText(DEFINITION);
  if (read.kind !== "present") {
    return { lines: [], unreadable: read.kind === "absent" ? [] : [{ source: DEFINITION, reason: read.reason }] };
  }
  const parsed = Definition.safeParse(parseJson(read.value));
  return parsed.success
    ? { lines: [{ source: DEFINITION, program: parsed.data.command, args: parsed.data.args }], unreadable: [] }
    : { lines: [], unreadable: [{ source: DEFINITION, reason: "not a service definition" }] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
