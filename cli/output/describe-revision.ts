import type { KeptRevision, Revision, RevisionRead } from "../../src/domain/revision.ts";
import { table } from "./table.ts";

/** Revisions as a table, oldest first. */
export function describeRevisions(revisions: readonly RevisionRead<Revision>[]): string {
  const rows = revisions.flatMap((read): readonly (readonly string[])[] => {
    switch (read.kind) {
      case "present":
        return [rowOf(read.value)];
      case "corrupt":
        return [[String(read.number), "-", "-", `cannot be relied on: ${read.problem}`, "-"]];
      default:
        return [];
    }
  });
  return rows.length === 0
    ? "No revision is kept on this host."
    : table([["REVISION", "COMMITTED", "KUBERNETES", "CHANGED", "COMMAND"], ...rows]);
}

function rowOf({ number, committedAt, kubernetesVersion, changes, command }: Revision): readonly string[] {
  return [String(number), committedAt, kubernetesVersion, changes.map(({ target }) => target).join(", "), command];
}

/** One revision with all that is known of it. */
export function describeRevision({ revision, configuration }: KeptRevision): string {
  const { number, committedAt, command, kubernetesVersion, profile, transactionId, changes, files, manifests } =
    revision;
  const changed = changes.map(({ target, because }) => [`  ${target}`, because.join("; ")]);
  return [
    `Revision ${number}, committed ${committedAt} by: ${command}`,
    `Kubernetes ${kubernetesVersion}, profile ${profile}, transaction ${transactionId}`,
    "",
    "Changed:",
    table(changed),
    "",
    "Manifests:",
    ...manifests.map((path) => `  ${path}`),
    "",
    "Files by SHA-256:",
    ...files.map(({ path, sha256 }) => `  ${sha256}  ${path}`),
    "",
    "Configuration:",
    ...configuration
      .trimEnd()
      .split("\n")
      .map((line) => `  ${line}`.trimEnd()),
  ].join("\n");
}
