import type { Entropy } from "../../ports/entropy.ts";

/** A random bootstrap token: a public id of 6 characters, a point, a secret of 16. */
export function makeToken(entropy: Entropy): string {
  return `${entropy.alphanumeric(6)}.${entropy.alphanumeric(16)}`;
}
