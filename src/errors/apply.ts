import { type Step, subjectOf } from "../domain/step.ts";
import { ToolError } from "./tool-error.ts";

/** A file could not be put in place; what stood there before still stands. */
export function writeFailed(path: string, cause: unknown): ToolError {
  const reason = systemCode(cause);
  return new ToolError(
    "WriteFailed",
    "failed",
    {
      what: `Could not write ${path}${reason === undefined ? "" : ` (${reason})`}.`,
      why: "The file system refused it. The previous file, if there was one, is unchanged.",
      fix: writeFixes(reason, path),
    },
    { cause },
  );
}

function writeFixes(reason: string | undefined, path: string): readonly string[] {
  switch (reason) {
    case "ENOSPC":
      return [`df -h ${path}; df -i ${path}`, "Make room, then run the same command again."];
    case "EROFS":
      return [`findmnt --target ${path}`, "Remount it writable, then run the same command again."];
    case "EXDEV":
    case "EBUSY":
      return [`findmnt ${path}`, "Unmount what is mounted on the file itself, then run the same command again."];
    default:
      return ["Check owner, mode and mount options, then run the same command again."];
  }
}

/** ENOSPC and the like, from an error of the operating system. */
export function systemCode(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}

/** Something that must be read first could not be, so nothing was written over it. */
export function couldNotRead(path: string, reason: string): ToolError {
  return new ToolError("CouldNotRead", "failed", {
    what: `Could not read ${path} (${reason}).`,
    why: "What cannot be read is never overwritten. Nothing was changed there.",
    fix: [`ls -ld ${path}`, "Make it readable or move it away, then run the same command again."],
  });
}

/** Who has the host; `since` is RFC 3339. */
interface Holder {
  readonly pid: number;
  readonly command: string;
  readonly since: string;
}

/** Another run has the host. */
export function hostLocked(holder: Holder | undefined): ToolError {
  const who = holder === undefined ? "another run" : `"${holder.command}" (pid ${holder.pid}, since ${holder.since})`;
  return new ToolError("HostLocked", "locked", {
    what: `This host is being changed by ${who}.`,
    why: "Two runs at once would undo each other. This one changed nothing.",
    fix: ["Wait for it to end, then run the same command again."],
  });
}

/** `reset` met something it could not take away. */
export function resetBlocked(what: string, cause?: unknown): ToolError {
  return new ToolError(
    "ResetBlocked",
    "failed",
    {
      what,
      why: "Removing files under running Pods would lose track of them. What was stopped before stays stopped; no certificate and no data was removed.",
      fix: ["steadyplane service status containerd", "Put it right, then run the same command again."],
    },
    { cause },
  );
}

/** A directory above a target is not safe to write below. */
export function untrustedParent(path: string, parent: string, problem: string): ToolError {
  return new ToolError("UntrustedParent", "failed", {
    what: `${path} was not written, because ${parent} ${problem}.`,
    why: "Somebody else could decide where the file ends up, or replace it. Nothing was written there.",
    fix: [
      `ls -ld ${parent}`,
      `Make ${parent} a directory that only root can write to, then run the same command again.`,
    ],
  });
}

/** The kubelet is not known to anything that could start it. */
export function kubeletNotInstalled(): ToolError {
  return new ToolError("KubeletNotInstalled", "preflight", {
    what: "Nothing on this host starts a kubelet.",
    why: "Without it no static Pod runs. Certificates and manifests that were written stay, and are used by the next run.",
    fix: ["steadyplane up", "Or install the kubelet as a service, then run the same command again."],
  });
}

/** A system user could not be made. */
export function accountNotMade(name: string, reason: string): ToolError {
  return new ToolError("AccountNotMade", "failed", {
    what: `The system user ${name} could not be made: ${reason}`,
    why: "etcd's data shall be owned by it. What was written before stays, and is used by the next run.",
    fix: [
      `useradd --system --user-group --no-create-home ${name}`,
      "Then run the same command again, or use profile: kubeadm.",
    ],
  });
}

/** `init` on a node that was healthy, with another configuration. */
export function alreadyInitialised(healthyAt: string, changes: readonly Step[]): ToolError {
  return new ToolError(
    "AlreadyInitialised",
    "preflight",
    {
      what: `This host is a control-plane node since ${healthyAt}, and this configuration differs from it.`,
      why: "init makes nodes; a node that works is changed by apply, which nobody notices. Nothing was changed.",
      fix: [
        "steadyplane plan --config FILE, to see what would change",
        "steadyplane apply --config FILE, to change it",
        "steadyplane reset, to begin anew; its data is lost then.",
      ],
    },
    {
      evidence: changes.map(
        ({ resource, change }) =>
          `${subjectOf(resource)}${change.kind === "replace" ? `: ${change.because.join(", ")}` : ""}`,
      ),
    },
  );
}

/** The API server did not take an object. */
export function clusterRefused(cause: unknown): ToolError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ToolError(
    "ClusterRefused",
    "failed",
    {
      what: `The API server did not take what a control plane needs: ${reason}`,
      why: "Nodes could not join, or the configuration would not be found again. The control plane itself runs.",
      fix: ["steadyplane status", "Then run the same command again; it goes on from here."],
    },
    { cause },
  );
}

/** A registry did not give an image. */
export function imageNotPulled(reference: string, cause: unknown): ToolError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ToolError(
    "ImageNotPulled",
    "preflight",
    {
      what: `The image ${reference} could not be pulled: ${reason}`,
      why: "Its container could not start. Nothing was changed.",
      fix: [
        "Check that this host reaches the registry, and the proxy settings of the container runtime.",
        "steadyplane up, to have the images made here",
        "Or set imageRepository to a registry that has it.",
      ],
    },
    { cause },
  );
}
