import type { RefusedClass } from "./field-class.ts";
import type { Finding } from "./finding.ts";

/** A change of the configuration that `apply` does not make. `check` is `Field-` and the field. */
export interface RefusedChange extends Finding {
  readonly level: "reject";
  readonly fieldClass: RefusedClass;
}
