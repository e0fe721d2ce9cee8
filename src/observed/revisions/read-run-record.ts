import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { RunRecord } from "../../domain/run-record.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { unseal } from "../sealed-json.ts";
import { asRunRecord } from "./run-record-schema.ts";

export const RUN_FORMAT = "steadyplane-run";

/** What became of a run's record. */
export type RunRecordRead =
  | { readonly kind: "present"; readonly value: RunRecord }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "corrupt"; readonly problem: string };

/** The record at `path`. */
export async function readRunRecord(path: AbsolutePath, files: FileSystem): Promise<RunRecordRead> {
  const text = await files.readText(path);
  if (text.kind !== "present") {
    return text;
  }
  const unsealed = unseal(RUN_FORMAT, text.value);
  if (unsealed.kind === "corrupt") {
    return unsealed;
  }
  const record = asRunRecord(unsealed.body);
  return record === undefined
    ? { kind: "corrupt", problem: "it is none that this program knows" }
    : { kind: "present", value: record };
}
