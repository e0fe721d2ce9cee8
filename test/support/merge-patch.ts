type Fields = Readonly<Record<string, unknown>>;

/** JSON merge patch (RFC 7386): maps are merged, null removes, everything else replaces. */
export function mergePatch(target: Fields, patch: Fields): Fields {
  const merged: Record<string, unknown> = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete merged[name];
    } else if (isMap(value)) {
      const old = merged[name];
      merged[name] = mergePatch(isMap(old) ? old : {}, value);
    } else if (value !== undefined) {
      merged[name] = value;
    }
  }
  return merged;
}

/** The patch that removes what `before` had and `after` has no more. */
export function removals(before: Fields, after: Fields): Fields {
  const patch: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(before)) {
    const kept = after[name];
    if (kept === undefined) {
      patch[name] = null;
    } else if (isMap(value) && isMap(kept)) {
      patch[name] = removals(value, kept);
    }
  }
  return patch;
}

function isMap(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
