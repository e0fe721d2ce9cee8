import type { StageId } from "../stage.ts";

/** Something that is still missing for the host to be healthy. */
export interface Lack {
  readonly stage: StageId;
  /** What is waited for, a few words. */
  readonly detail: string;
  /** What was seen, line by line, without secrets. */
  readonly evidence: readonly string[];
}
