import { createPrivateKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { absolute, below, parentOf } from "../../domain/absolute-path.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { KeyProblem } from "../../domain/certificate-observation.ts";
import type { FileStatus, FileSystem, Read } from "../../ports/file-system.ts";

const FOR_OTHERS = 0o077;
// etcd's own user may own what etcd alone reads.
const OWNERS = new Set(["root", "etcd", "0"]);
const MAX_LINKS = 8;

/** A private key on the host. `key` is undefined where it is absent or has a problem that keeps it from being used. */
export interface PrivateKeyReading {
  readonly isAbsent: boolean;
  readonly key: KeyObject | undefined;
  readonly problems: readonly KeyProblem[];
}

/** The private key in the file `path`, and who else can read it. */
export async function readPrivateKey(path: AbsolutePath, files: FileSystem): Promise<PrivateKeyReading> {
  const text = await files.readText(path);
  if (text.kind === "absent") {
    return { isAbsent: true, key: undefined, problems: [{ kind: "key-missing" }] };
  }
  if (text.kind === "unreadable") {
    return { isAbsent: false, key: undefined, problems: [{ kind: "key-unreadable", reason: text.reason }] };
  }
  const key = parsePrivateKey(text.value);
  const exposure = await exposureProblems(path, files);
  return {
    isAbsent: false,
    key,
    problems: [...(key === undefined ? [{ kind: "not-a-key" } as const] : []), ...exposure],
  };
}

/** Undefined where `pem` holds no private key, or one behind a passphrase. */
export function parsePrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** Whether anybody but root can read the file, a link followed to what it points to. */
export async function exposureProblems(path: AbsolutePath, files: FileSystem): Promise<readonly KeyProblem[]> {
  const status = await statusBehindLinks(path, files);
  if (status.kind !== "present") {
    return [{ kind: "key-unreadable", reason: status.kind === "absent" ? "ENOENT" : status.reason }];
  }
  const { mode, owner } = status.value;
  return [
    ...((mode & FOR_OTHERS) === 0 ? [] : [{ kind: "key-readable-by-others", mode } as const]),
    ...(OWNERS.has(owner.split(":")[0] ?? "") ? [] : [{ kind: "key-owned-by-other", owner } as const]),
  ];
}

async function statusBehindLinks(path: AbsolutePath, files: FileSystem, links = 0): Promise<Read<FileStatus>> {
  const status = await files.status(path);
  if (status.kind !== "present" || status.value.type !== "symlink") {
    return status;
  }
  const target = await files.readLink(path);
  if (target.kind !== "present" || links === MAX_LINKS) {
    return target.kind === "present" ? { kind: "unreadable", reason: "ELOOP" } : target;
  }
  const next = target.value.startsWith("/") ? absolute(target.value) : below(parentOf(path), target.value);
  return statusBehindLinks(next, files, links + 1);
}
