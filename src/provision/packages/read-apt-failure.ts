/** Why apt-get failed. `outdated`: its lists do not know the package, or the mirror no longer has that version. */
export type AptFailure =
  | { readonly kind: "locked"; readonly lock: string; readonly holder: string }
  | { readonly kind: "interrupted" }
  | { readonly kind: "outdated" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "other" };

const LOCKED =
  /Could not get lock (?<lock>\S+?)\.? (?:It is held by process (?<pid>\d+)(?: \((?<name>[^)]+)\))?|- open)/u;
const UNREACHABLE =
  /Temporary failure resolving|Could not resolve|Could not connect|Unable to connect|Connection (?:failed|refused|timed out)/u;
const OUTDATED = /Unable to locate package|has no installation candidate|404 {2}Not Found/u;

/** Reads it from what apt-get wrote to stderr in the C locale. */
export function readAptFailure(stderr: string): AptFailure {
  const locked = LOCKED.exec(stderr)?.groups;
  if (locked !== undefined) {
    const { lock = "", pid, name } = locked;
    return {
      kind: "locked",
      lock,
      holder: pid === undefined ? "another process" : `${name ?? "a process"} (pid ${pid})`,
    };
  }
  if (stderr.includes("dpkg was interrupted")) {
    return { kind: "interrupted" };
  }
  if (UNREACHABLE.test(stderr)) {
    return { kind: "unreachable" };
  }
  return { kind: OUTDATED.test(stderr) ? "outdated" : "other" };
}
