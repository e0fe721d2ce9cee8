import { Confidential } from "./confidential.ts";

/** `value` with every {@link Confidential} in it opened, as deep as it goes. Call it at the write, never earlier. */
export function revealed(value: unknown): unknown {
  if (value instanceof Confidential) {
    return revealed(value.reveal());
  }
  if (Array.isArray(value)) {
    return value.map(revealed);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]));
  }
  return value;
}
