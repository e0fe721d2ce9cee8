/** Whether a match holds for a packet of which not everything is known. */
export type Certainty = "no" | "maybe" | "surely";

const ORDER: readonly Certainty[] = ["no", "maybe", "surely"];

/** Of a match that holds where another does not. */
export function negated(certainty: Certainty): Certainty {
  return ORDER[2 - ORDER.indexOf(certainty)] ?? "maybe";
}

/** That all hold; surely where there are none. */
export function all(certainties: readonly Certainty[]): Certainty {
  return ORDER[Math.min(2, ...certainties.map((one) => ORDER.indexOf(one)))] ?? "maybe";
}

/** That one of them holds; no where there are none. */
export function any(certainties: readonly Certainty[]): Certainty {
  return ORDER[Math.max(0, ...certainties.map((one) => ORDER.indexOf(one)))] ?? "maybe";
}
