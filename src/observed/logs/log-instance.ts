import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { ContainerStatus } from "../../ports/container-runtime.ts";

/** One start of a container, and where its log is. */
export interface LogInstance {
  readonly podName: string;
  readonly namespace: string;
  readonly container: string;
  /** From 0, counted anew in each Pod. */
  readonly attempt: number;
  /** The file that the runtime writes, or wrote last. */
  readonly path: AbsolutePath;
  /** What the kubelet rotated away, oldest first, as text. */
  readonly rotated: readonly AbsolutePath[];
  /** What it packed as well. These are not read. */
  readonly packed: readonly AbsolutePath[];
  /** As the runtime knows it; undefined where it does not answer or has forgotten it. */
  readonly status: ContainerStatus | undefined;
  /** Created then, or written to last; milliseconds since 1970, 0 where neither is known. */
  readonly at: number;
}
