import type { Finding } from "./finding.ts";

/** What is to be done about one resource. `because` is printed by plan and log alike. */
export type Decision =
  | { readonly kind: "keep" }
  | { readonly kind: "create" }
  | { readonly kind: "replace"; readonly because: readonly string[] }
  /** Nothing may be done: what is there could be lost, or cannot be used. */
  | { readonly kind: "reject"; readonly findings: readonly Finding[] };
