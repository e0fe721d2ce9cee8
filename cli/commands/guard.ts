import { guardTable, type Owner } from "../../src/apply/handoff/guard/guard-table.ts";
import type { GuardedTable } from "../../src/ports/guard.ts";
import { compose } from "../compose.ts";
import type { CommandContext } from "../context.ts";

/** Guards a translation, given as JSON, for the process that holds the other end of standard input. */
export async function guard(context: CommandContext, guarded: string): Promise<void> {
  const effects = compose(context);
  const table = JSON.parse(guarded) as GuardedTable;
  const owner = ownerAtInput();
  // The last word: the owner, who alone would read more, may be gone at any time.
  context.print("ready");
  await guardTable(table, owner, effects, context.signal);
}

function ownerAtInput(): Owner {
  let said = "";
  let hasEnded = false;
  process.stdin
    .on("data", (chunk) => (said += String(chunk)))
    .on("end", () => (hasEnded = true))
    .on("error", () => (hasEnded = true));
  return () => {
    if (said.startsWith("release")) {
      return "released";
    }
    return hasEnded ? "gone" : "present";
  };
}
