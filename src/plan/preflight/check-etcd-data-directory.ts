import type { Finding } from "../../domain/finding.ts";
import type { Check } from "./check.ts";
import { checkOfPath, rejected } from "./findings.ts";

/** etcd's data directory is free for a new member, or is the one of the init that is being resumed. */
export const checkEtcdDataDirectory: Check = ({ etcd }, _node, { etcdDataDirectory, request }) => {
  if (etcd.kind === "external") {
    return [];
  }
  const { status, names } = etcdDataDirectory;
  if (status.kind === "unreadable") {
    return [unreadable(etcd.dataDir, status.reason)];
  }
  if (status.kind === "present" && status.value.type !== "directory") {
    return [wrongType(etcd.dataDir, status.value.type)];
  }
  if (names.kind === "unreadable") {
    return [unreadable(etcd.dataDir, names.reason)];
  }
  // The root of an ext4 file system has lost+found; etcd does not mind it.
  const data = names.kind === "present" ? names.value.filter((name) => name !== "lost+found") : [];
  return data.length === 0 || request.isResuming ? [] : [inUse(etcd.dataDir, data)];
};

function inUse(path: string, names: readonly string[]): Finding {
  const shown = names.length > 3 ? `${names.slice(0, 3).join(", ")}, …` : names.join(", ");
  return rejected(checkOfPath("DirAvailable", path), {
    what: `etcd's data directory ${path} is not empty: ${shown}.`,
    why: "It may hold a cluster's data, which a new cluster would mix up; it is never deleted here.",
    fix: [
      `mv ${path} ${path}.before, if the data is to be kept`,
      "steadyplane reset, if it is left from a control plane that is no longer wanted",
      "Or set etcd.local.dataDir to another directory.",
    ],
  });
}

function wrongType(path: string, type: string): Finding {
  return rejected(checkOfPath("DirAvailable", path), {
    what: `etcd's data directory ${path} is a ${type}.`,
    why: "A link or a file there may lead the data to another place than is meant.",
    fix: [`ls -ld ${path}`, "Set etcd.local.dataDir to the real directory, or move it away."],
  });
}

function unreadable(path: string, reason: string): Finding {
  return rejected(checkOfPath("DirAvailable", path), {
    what: `etcd's data directory ${path} cannot be read (${reason}).`,
    why: "What cannot be read is not taken for empty.",
    fix: [`ls -la ${path}`, "Make it readable for root, then run the same command again."],
  });
}
