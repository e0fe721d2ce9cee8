import { absolute } from "../../domain/absolute-path.ts";
import type { ContainerStatus } from "../../ports/container-runtime.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { parseContainerLog } from "../parse-container-log.ts";

// Enough for a Kubernetes component's usage text, which precedes the one line that matters.
const TAIL_BYTES = 96 * 1024;

/** The last lines that a container printed; none where its log cannot be read. */
export async function readLog(files: FileSystem, container: ContainerStatus | undefined): Promise<readonly string[]> {
  if (container === undefined || !container.logPath.startsWith("/")) {
    return [];
  }
  const read = await files.readTail(absolute(container.logPath), TAIL_BYTES);
  return read.kind === "present" ? parseContainerLog(read.value) : [];
}
