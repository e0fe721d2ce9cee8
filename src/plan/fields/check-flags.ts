import type { RefusedChange } from "../../domain/refused-change.ts";
import type { CommandLines } from "./command-lines.ts";
import type { FlagRow, Program } from "./field-row.ts";
import { FLAG_TABLE } from "./flag-table.ts";
import { refuse } from "./refuse.ts";
import { flagValues } from "./values.ts";

/** Where flags of a program are written in the configuration. */
const WRITTEN_IN: Readonly<Record<Program, string>> = {
  etcd: "etcd.local.extraArgs",
  "kube-apiserver": "apiServer.extraArgs",
  "kube-controller-manager": "controllerManager.extraArgs",
  "kube-scheduler": "scheduler.extraArgs",
  kubelet: "nodeRegistration.kubeletExtraArgs",
};

/**
 * What would change in command lines and is refused, whoever wrote it there: `before` as they are, `after` as they
 * shall be. A flag that only follows a field in `refusedFields` is not told again.
 */
export function checkFlags(
  before: CommandLines,
  after: CommandLines,
  refusedFields: ReadonlySet<string> = new Set(),
): readonly RefusedChange[] {
  return FLAG_TABLE.filter(({ follows }) => follows?.some((field) => refusedFields.has(field)) !== true).flatMap(
    (row) => {
      const [from, to] = [before.get(row.program), after.get(row.program)];
      return from === undefined || to === undefined ? [] : refusedBy(row, from, to);
    },
  );
}

function refusedBy(row: FlagRow, from: readonly string[], to: readonly string[]): readonly RefusedChange[] {
  const [before, after] = [flagValues(from, row), flagValues(to, row)];
  if (before.join("\n") === after.join("\n") || row.unless?.holds(before, after) === true) {
    return [];
  }
  const place = WRITTEN_IN[row.program];
  const restore =
    before.length === 0
      ? `Leave --${row.flag} out of ${place}, as it was.`
      : `Have it stay: under ${place} write ${before.map((value) => `{ name: ${row.flag}, value: ${JSON.stringify(value)} }`).join(", ")}`;
  const subject = `--${row.flag} of ${row.program}`;
  return [refuse(row, row.class, { field: `${place}.${row.flag}`, subject, before, after, restore })];
}
