import type { DesiredResource } from "../../domain/resource.ts";
import { ToolError } from "../../errors/tool-error.ts";
import type { Connections } from "../../ports/connections.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";
import { clearPackets } from "../handoff/clear-packets.ts";
import { clearDrafts } from "../init/clear-drafts.ts";

/**
 * Removes what runs left that were killed before they had a journal, or whose guard was killed with them. Call it under
 * the lock, and where no transaction is in progress.
 */
export async function clearLeftovers(
  resources: readonly DesiredResource[],
  {
    files,
    packets,
    connections,
  }: { readonly files: FileSystem; readonly packets: PacketFilter; readonly connections: Connections },
): Promise<void> {
  await clearDrafts(resources, files);
  try {
    await clearPackets(packets, async (port) => connections.isListening(port));
  } catch (error) {
    // Where there is no packet filter nothing is left in it; a handoff asks for it before anything is changed.
    if (!(error instanceof ToolError)) {
      throw error;
    }
  }
}
