import type { HandoffEffects, HandoffSubject } from "./handoff-context.ts";
import { runningInstances } from "./instances.ts";

/** Whether anything of a handoff is there: its table or hold, both called `name`, a second manifest, a second instance. */
export async function isLeftBehind(
  subject: HandoffSubject,
  name: string,
  { packets, files, runtime }: Pick<HandoffEffects, "packets" | "files" | "runtime">,
): Promise<boolean> {
  const [tables, holds, manifest, { second }] = await Promise.all([
    packets.tables(),
    packets.holds(),
    files.status(subject.second.path),
    runningInstances(subject, runtime),
  ]);
  const isMarked = tables.some((table) => table.name === name) || holds.includes(name);
  return isMarked || manifest.kind !== "absent" || second.length > 0;
}
