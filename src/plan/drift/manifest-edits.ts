import type { Difference } from "../../domain/difference.ts";
import { argumentDifferences } from "../differences/argument-differences.ts";
import { fieldDifferences, parseMap } from "../differences/field-differences.ts";
import { lineDifferences } from "../differences/line-differences.ts";

interface Pod {
  readonly spec?: { readonly containers?: readonly Readonly<Record<string, unknown>>[] };
}

/** What somebody edited in a manifest, flags by name. Comments and layout only where nothing else differs. */
export function manifestEdits(committed: string, now: string): readonly Difference[] {
  const [before, after] = [parseMap(committed) as Pod | undefined, parseMap(now) as Pod | undefined];
  if (before === undefined || after === undefined) {
    return lineDifferences(committed, now);
  }
  const edits = [
    ...argumentDifferences(commandOf(before), commandOf(after)),
    ...fieldDifferences(withoutCommand(before), withoutCommand(after)),
  ];
  return edits.length > 0 ? edits : lineDifferences(committed, now);
}

function commandOf(pod: Pod): readonly string[] {
  const command = containersOf(pod)[0]?.["command"];
  return Array.isArray(command) ? command.map(String) : [];
}

function withoutCommand(pod: Pod): Pod {
  const containers = containersOf(pod).map((container, index) =>
    index === 0 ? { ...container, command: [] } : container,
  );
  return { ...pod, spec: { ...pod.spec, containers } };
}

function containersOf({ spec }: Pod): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(spec?.containers) ? spec.containers : [];
}
