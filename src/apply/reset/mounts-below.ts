import type { AbsolutePath } from "../../domain/absolute-path.ts";

/** Mount points strictly below `directory`, the innermost first, from the text of /proc/self/mounts. */
export function mountsBelow(directory: AbsolutePath, mounts: string): readonly string[] {
  return mounts
    .split("\n")
    .map((line) => unescapeOctal(line.split(" ")[1] ?? ""))
    .filter((point) => point.startsWith(`${directory}/`))
    .toSorted((a, b) => b.length - a.length);
}

// The kernel writes blanks and backslashes in mount points as \040 and the like.
function unescapeOctal(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/gu, (_match, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, 8)),
  );
}
