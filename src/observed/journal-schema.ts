import * as z from "zod";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import { COMPONENTS } from "../domain/component.ts";
import type { Journal } from "../domain/journal.ts";

const path = z.custom<AbsolutePath>((value) => typeof value === "string" && value.startsWith("/"));
const swap = z.strictObject({ target: path, staged: path, before: orUndefined(path) });

const change = z.strictObject({
  target: z.enum(["kubelet", ...COMPONENTS, "files", "objects"]),
  strategy: z.enum(["handoff", "restart", "start", "none"]),
  progress: z.enum(["pending", "begun", "replacing", "ending", "done", "undoing", "undone"]),
  because: z.array(z.string()),
  inputs: z.array(swap),
  manifest: orUndefined(swap.extend({ shaBefore: orUndefined(z.string()), shaAfter: z.string() })),
});

const journal: z.ZodType<Journal> = z.strictObject({
  version: z.literal(1),
  transactionId: z.string().regex(/^tx[0-9a-f]{12}$/u),
  command: z.string(),
  startedAt: z.string(),
  fromRevision: z.int().nonnegative(),
  direction: z.enum(["forward", "backward"]),
  failure: z.string(),
  changes: z.array(change),
  configuration: orUndefined(swap),
});

/** JSON leaves a field out that is undefined; the type of ours has it all the same. */
function orUndefined<T extends z.ZodType>(schema: T) {
  return schema.optional().transform((value) => value);
}

/** `value` as a journal, or where it is none. */
export function asJournal(
  value: unknown,
): { readonly kind: "journal"; readonly journal: Journal } | { readonly kind: "foreign"; readonly where: string } {
  const parsed = journal.safeParse(value);
  return parsed.success
    ? { kind: "journal", journal: parsed.data }
    : { kind: "foreign", where: parsed.error.issues[0]?.path.join(".") || "the whole" };
}
