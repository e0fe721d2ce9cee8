import type { JsonObject } from "../../../domain/json.ts";
import type { Path } from "../../path.ts";

/** Says what the kubelet rejects at a path: a clause without full stop, without the field's name. */
export type Report = (path: Path, message: string, suggestion?: string) => void;

/** A Pod as it is written. Its fields may be of any type: those of a wrong one are reported elsewhere. */
export interface WrittenPod {
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  /** Name of the Node whose kubelet reads it. */
  readonly nodeName: string;
}

/** One thing that the kubelet wants of a static Pod. */
export type PodRule = (pod: WrittenPod, report: Report) => void;
