/** Where a value is in a document: names of fields and indexes of list items. */
export type Path = readonly (string | number)[];

/** `apiServer.extraArgs[0].name`. */
export function formatPath(path: Path): string {
  return path
    .map((segment, index) =>
      typeof segment === "number" ? `[${segment}]` : `${index === 0 ? "" : "."}${shorten(segment)}`,
    )
    .join("");
}

/** Whether `inner` is at `outer` or inside it. */
export function isWithin(inner: Path, outer: Path): boolean {
  return outer.every((segment, index) => inner[index] === segment);
}

function shorten(name: string): string {
  const printable = name.replace(/[\p{C}\p{Z}]/gu, "?");
  return printable.length > 60 ? `${printable.slice(0, 59)}…` : printable;
}
