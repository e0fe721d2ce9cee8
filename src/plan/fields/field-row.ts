import type { Component } from "../../domain/component.ts";
import type { FieldClass, RefusedClass } from "../../domain/field-class.ts";
import type { Specs } from "../../domain/specs.ts";

/** A process of the node that reads a configuration. */
export type Program = Component | "kubelet";

/** Values of a field or flag as texts; empty where it is not set. */
export type Values = readonly string[];

/** A change of something refused that is made all the same, by handoff. */
export interface Exception {
  /** What is allowed; completes "Allowed: ". */
  readonly says: string;
  readonly holds: (before: Values, after: Values) => boolean;
}

interface Row {
  /** One sentence: why it is of this class. */
  readonly reason: string;
  /** For class `steps`: what to do one after the other. */
  readonly steps?: readonly string[];
  readonly unless?: Exception;
  /** Fields from which this one takes its value where it is not written: what is refused there is not told again. */
  readonly follows?: readonly string[];
}

/** One field of the configuration. */
export interface FieldRow extends Row {
  /** As it is written in its document. */
  readonly field: string;
  /** Its place in {@link Specs}, for example `cluster.networking.dnsDomain`; it speaks for all that is below. */
  readonly at: string;
  readonly class: FieldClass;
  /** What has to be replaced or restarted. */
  readonly programs: readonly Program[];
  /** What is compared, where that is not the value at `at`. */
  readonly of?: (specs: Specs) => string | undefined;
}

/** One flag of a program that cannot just be changed. Flags without a row are changed by handoff, the kubelet's by its restart. */
export interface FlagRow extends Row {
  readonly program: Program;
  /** Without the dashes. */
  readonly flag: string;
  readonly class: RefusedClass;
  /** `one`: the last value counts; `ordered`: all of them, in order; `set`: all of them, commas separate. */
  readonly holds: "one" | "ordered" | "set";
  /** The program's own default. */
  readonly usual?: string;
}
