import type { FieldRow } from "./field-row.ts";
import { CONTROL_PLANE, handedOver, live } from "./row.ts";

/** SteadyplaneConfiguration. */
export const TOOL_FIELDS: readonly FieldRow[] = [
  handedOver(
    ["profile", "cluster.profile"],
    [...CONTROL_PLANE, "kubelet"],
    "Flags, annotations, owners and file modes follow from it; keys that exist are kept.",
  ),
  live(["apply.strategy", "tool.strategy"], "Each run reads it."),
  live(["apply.soak", "tool.soakMs"], "Each run reads it."),
  live(["apply.healthTimeout", "tool.healthTimeoutMs"], "Each run reads it."),
  live(["provision.source", "tool.source"], "Only up reads it."),
];
