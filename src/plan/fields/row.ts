import { COMPONENTS } from "../../domain/component.ts";
import type { RefusedClass } from "../../domain/field-class.ts";
import type { FieldRow, Program } from "./field-row.ts";

export const CONTROL_PLANE: readonly Program[] = COMPONENTS;

type Place = readonly [field: string, at: string];

/** No process has to be told. */
export function live([field, at]: Place, reason: string): FieldRow {
  return { field, at, class: "live", programs: [], reason };
}

/** `programs` are replaced by instances with the new value. */
export function handedOver([field, at]: Place, programs: readonly Program[], reason: string): FieldRow {
  return { field, at, class: "handoff", programs, reason };
}

/** The kubelet is restarted; containers go on. */
export function kubelets([field, at]: Place, reason: string): FieldRow {
  return { field, at, class: "kubelet", programs: ["kubelet"], reason };
}

/** Only objects in the API change. */
export function inObjects([field, at]: Place, reason: string): FieldRow {
  return { field, at, class: "objects", programs: [], reason };
}

/** `apply` does not change it. */
export function refused(
  [field, at]: Place,
  refusedClass: RefusedClass,
  reason: string,
  more: Pick<FieldRow, "steps" | "unless" | "follows" | "of"> = {},
): FieldRow {
  return { field, at, class: refusedClass, programs: [], reason, ...more };
}
