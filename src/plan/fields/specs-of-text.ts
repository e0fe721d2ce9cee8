import { normalise } from "../../config/normalise.ts";
import { readConfiguration } from "../../config/read-configuration.ts";
import type { HostFacts } from "../../domain/node-spec.ts";
import type { Specs } from "../../domain/specs.ts";

/** Tokens are made once and belong to no comparison. */
const NO_TOKEN = "000000.0000000000000000";

/** What a configuration that was applied before means on this host; undefined where it is no longer valid. */
export function specsOfText(text: string, facts: HostFacts): Specs | undefined {
  const read = readConfiguration(text === "" ? undefined : { file: "the last configuration", text });
  if (read.kind === "invalid") {
    return undefined;
  }
  const normalised = normalise(read.written, facts, { makeToken: () => NO_TOKEN });
  return normalised.kind === "valid" ? normalised : undefined;
}
