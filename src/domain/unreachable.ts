/** Ends a `switch` over a closed union, so that a new member fails to compile until every switch handles it. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
