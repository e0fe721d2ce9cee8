import * as z from "zod";
import { COMPONENTS } from "../../domain/component.ts";
import type { RunEvent, RunRecord } from "../../domain/run-record.ts";

const atMs = z.int();
const text = z.string();
const component = z.enum(COMPONENTS);
const name = { atMs, component, instance: z.enum(["canonical", "second"]) };

const event: z.ZodType<RunEvent> = z.union([
  z.strictObject({
    atMs,
    kind: z.enum(["stage-started", "stage-done", "stage-skipped", "stage-failed"]),
    stage: text,
    text,
  }),
  z.strictObject({ atMs, kind: z.literal("stage-detail"), stage: text, text }),
  z.strictObject({ atMs, kind: z.literal("warning"), text }),
  z.strictObject({ atMs, kind: z.enum(["image-pull-started", "image-pulled"]), image: text }),
  z.strictObject({ ...name, kind: z.enum(["manifest-placed", "manifest-removed"]) }),
  z.strictObject({ ...name, kind: z.literal("sandbox-created"), sandbox: text }),
  z.strictObject({
    ...name,
    kind: z.enum(["container-created", "container-started"]),
    container: text,
    sandbox: text,
  }),
  z.strictObject({ ...name, kind: z.literal("container-ended"), container: text, exitCode: z.int().optional() }),
  z.strictObject({ ...name, kind: z.literal("ready"), container: text }),
  z.strictObject({ atMs, component, kind: z.enum(["translated", "returned"]) }),
  z.strictObject({ atMs, component, kind: z.enum(["held", "released"]) }),
  z.strictObject({ atMs, component, kind: z.literal("lease-held"), holder: text }),
  z.strictObject({ ...name, kind: z.literal("leads") }),
]);

const record: z.ZodType<RunRecord> = z.strictObject({
  version: z.literal(1),
  command: text,
  node: text,
  startedAt: z.iso.datetime(),
  tookMs: z.int().nonnegative(),
  outcome: z.enum(["done", "failed"]),
  failure: text,
  revision: z.int().nonnegative(),
  events: z.array(event),
});

/** `value` as a run's record, undefined where it is none. */
export function asRunRecord(value: unknown): RunRecord | undefined {
  return record.safeParse(value).data;
}
