import type { Decision } from "../domain/decision.ts";
import type { Finding } from "../domain/finding.ts";
import type { DirectoryResource, FileResource } from "../domain/resource.ts";

/** What observing a path told. Shaped as the file system port's answer. */
export type SeenPath =
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | {
      readonly kind: "present";
      readonly value: {
        readonly status: { readonly type: string; readonly mode: number; readonly owner: string };
        readonly text: string;
      };
    };

/** What a file or directory needs. `text` is what a file shall hold; a directory has none. */
export function decidePath(
  resource: Pick<FileResource | DirectoryResource, "kind" | "path" | "mode" | "owner">,
  text: string,
  seen: SeenPath,
): Decision {
  switch (seen.kind) {
    case "absent":
      return { kind: "create" };
    case "unreadable":
      return reject(resource.path, `${resource.path} cannot be read (${seen.reason}).`);
    case "present": {
      const { status } = seen.value;
      if (status.type !== resource.kind) {
        return reject(resource.path, `${resource.path} is a ${status.type}, where a ${resource.kind} belongs.`);
      }
      const because = [
        ...(resource.kind === "file" && seen.value.text !== text ? ["content differs"] : []),
        ...(status.mode === resource.mode ? [] : [`mode ${octal(status.mode)} becomes ${octal(resource.mode)}`]),
        ...(status.owner === resource.owner ? [] : [`owner ${status.owner} becomes ${resource.owner}`]),
      ];
      return because.length === 0 ? { kind: "keep" } : { kind: "replace", because };
    }
  }
}

const STATUS_REASON = /^(?:mode|owner) /u;

/** Whether reasons for which a file is replaced name more than another mode or owner. */
export function changesContent(because: readonly string[]): boolean {
  return because.some((reason) => !STATUS_REASON.test(reason));
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}

function reject(path: string, what: string): Decision {
  const finding: Finding = {
    check: `File-${path}`,
    level: "reject",
    what,
    why: "It would have to be overwritten, and what it holds could be lost. Nothing was changed.",
    fix: [`ls -ld ${path}`, "Move it away, then run the same command again."],
  };
  return { kind: "reject", findings: [finding] };
}
