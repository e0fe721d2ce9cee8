import { COMPONENTS } from "../domain/component.ts";
import type { Component } from "../domain/component.ts";

/** The rows of progress while waiting. */
export type StageId = Component | "kubelet" | "node";

/** In the order in which they become healthy. */
export const STAGES: readonly StageId[] = ["kubelet", ...COMPONENTS, "node"];
