import type { AbsolutePath } from "../../domain/absolute-path.ts";

/**
 * Mount points that the kubelet and its Pods made at and below `directory`, the innermost first, from the text of
 * /proc/self/mountinfo. The directory itself is one where it is bound to itself, as the kubelet does it; a file system
 * of its own was put there by somebody else.
 */
export function kubeletMounts(directory: AbsolutePath, mountinfo: string): readonly string[] {
  return mountinfo
    .split("\n")
    .map((line) => line.split(" ").map(unescapeOctal))
    .filter(([, , , root, point]) => point?.startsWith(`${directory}/`) || (point === directory && root === directory))
    .map(([, , , , point]) => point ?? "")
    .toSorted((a, b) => b.length - a.length);
}

// The kernel writes blanks and backslashes in mount points as \040 and the like.
function unescapeOctal(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/gu, (_match, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, 8)),
  );
}
