import { ToolError } from "./tool-error.ts";

const UNTOUCHED = "etcd runs as before; nothing was changed.";

/** etcd's cluster is in no state to be changed. */
export function etcdNotWell(faults: readonly string[]): ToolError {
  return new ToolError(
    "EtcdNotWell",
    "preflight",
    {
      what: `etcd cannot be changed now: ${faults.join("; ")}.`,
      why: `A member that is replaced now might not come back to a cluster that works. ${UNTOUCHED}`,
      fix: [
        "etcdctl --cluster endpoint status; etcdctl member list; etcdctl alarm list",
        "Put right what is named above, then run the same command again.",
      ],
    },
    { evidence: faults },
  );
}

/** The member on this host does not answer, so its state cannot be known. */
export function etcdNotReached(cause: unknown): ToolError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ToolError(
    "EtcdNotReached",
    "failed",
    {
      what: `etcd on this host could not be asked: ${reason}.`,
      why: `What cannot be seen is not changed, and there would be no snapshot of it. ${UNTOUCHED}`,
      fix: ["steadyplane status", "Run the same command again once etcd answers."],
    },
    { cause },
  );
}

/** No room for a snapshot of etcd. */
export function noRoomForSnapshot(directory: string, neededBytes: number, freeBytes: number): ToolError {
  return new ToolError("NoRoomForSnapshot", "preflight", {
    what: `A snapshot of etcd needs ${mebibytes(neededBytes)} in ${directory}, where ${mebibytes(freeBytes)} are free.`,
    why: `etcd is changed only after a snapshot of it. ${UNTOUCHED}`,
    fix: [`df -h ${directory}; ls -lh ${directory}`, "Make room, then run the same command again."],
  });
}

/** A snapshot that came from etcd is not whole. */
export function snapshotDamaged(path: string, reason: string): ToolError {
  return new ToolError("SnapshotDamaged", "failed", {
    what: `The snapshot ${path} was not kept: ${reason}.`,
    why: `It could not have been restored. ${UNTOUCHED}`,
    fix: ["Run the same command again.", "steadyplane status, where it fails again: disk or memory may be faulty."],
  });
}

/** A snapshot could not be made or kept. */
export function snapshotFailed(path: string, cause: unknown): ToolError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ToolError(
    "SnapshotFailed",
    "failed",
    {
      what: `The snapshot ${path} could not be made: ${reason}.`,
      why: `etcd is changed only after a snapshot of it. ${UNTOUCHED}`,
      fix: ["steadyplane status", "Put right what is named above, then run the same command again."],
    },
    { cause },
  );
}

/** Connections to etcd's port do not reach the second instance, though they should. */
export function etcdNotRedirected(address: string): ToolError {
  return new ToolError("EtcdNotRedirected", "failed", {
    what: `Connections to ${address} are not sent to the second etcd.`,
    why: "The API server would lose etcd. The redirect was taken back, and etcd runs as before.",
    fix: ["nft list ruleset", "Take away what translates this address before us, or use --strategy restart."],
  });
}

/** The kubelet does not stop an instance of etcd whose manifest is no longer there. */
export function etcdNotStopped(port: number, seconds: number): ToolError {
  return new ToolError("EtcdNotStopped", "failed", {
    what: `etcd still listens on port ${port}, ${seconds} s after the kubelet should have stopped it.`,
    why: "It is not ended behind the kubelet's back, which would start it again. It goes on serving.",
    fix: ["steadyplane service logs kubelet", "steadyplane status", "Then run the same command again."],
  });
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
