import type { Arg } from "../../domain/cluster-spec.ts";

/** The value that counts for the flag `name`, which is the last one written; undefined where there is none. */
export function writtenArgument(written: readonly Arg[], name: string): string | undefined {
  return written.findLast((arg) => arg.name === name)?.value;
}
