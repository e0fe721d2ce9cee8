import type { Finding } from "../../domain/finding.ts";
import { staticPodDirectory } from "../../desired/manifests/static-pod-directory.ts";
import type { Check } from "./check.ts";
import { rejected } from "./findings.ts";
import type { PathFact, PreflightFacts, Seen } from "./preflight-facts.ts";

const CHECK = "StaticPodPath";
const WRITABLE_BY_OTHERS = 0o022;
/** Characters with a meaning in Go's glob patterns: the kubelet makes the path part of one. */
const GLOB = /[*?[\]\\]/u;

/** The kubelet reads one directory of manifests, that only root can change. Missing is fine: it will be made. */
export const checkStaticPodPath: Check<Pick<PreflightFacts, "staticPods">> = (cluster, node, { staticPods }) => {
  const { path, disagreements } = staticPods.found;
  const written = staticPodDirectory(cluster, node);
  const elsewhere = written === path ? [] : [staticPods.found];
  return [
    ...(GLOB.test(path) ? [withGlob(path)] : []),
    ...[...elsewhere, ...disagreements.filter((other) => other.path !== written)].map((other) =>
      disagreement(written, other),
    ),
    ...staticPods.found.unreadable.map(({ source, reason }) => unreadable(source, reason)),
    ...kindOf(path, staticPods.directory),
    ...[...staticPods.parents, { path, status: staticPods.directory }].flatMap((parent) =>
      exposed(parent.path, path, parent.status),
    ),
  ];
};

function withGlob(path: string): Finding {
  return rejected(CHECK, {
    what: `staticPodPath ${path} contains a character with a meaning in patterns.`,
    why: "The kubelet would read other files than those in it.",
    fix: ["Set staticPodPath in KubeletConfiguration to a path of letters, digits, dashes and dots."],
  });
}

function disagreement(path: string, other: { readonly source: string; readonly path: string }): Finding {
  return rejected(CHECK, {
    what: `staticPodPath is not clear: ${path}, but ${other.path} according to ${other.source}.`,
    why: "Manifests could be written where the kubelet does not read them.",
    fix: [
      "grep -rn -e staticPodPath -e pod-manifest-path /var/lib/kubelet/config.yaml /etc/systemd/system",
      "Make all sources name one path, and restart the kubelet.",
    ],
  });
}

function unreadable(source: string, reason: string): Finding {
  return rejected(CHECK, {
    what: `${source}, which may name the staticPodPath, cannot be read (${reason}).`,
    why: "Manifests could be written where the kubelet does not read them.",
    fix: [`cat ${source}`, "Repair it, then run the same command again."],
  });
}

function kindOf(path: string, status: Seen<PathFact>): readonly Finding[] {
  if (status.kind === "unreadable") {
    return [unreadable(path, status.reason)];
  }
  if (status.kind === "absent" || status.value.type === "directory") {
    return [];
  }
  return [
    rejected(CHECK, {
      what: `staticPodPath ${path} is a ${status.value.type}, not a directory.`,
      why: "Where manifests really go must not depend on a link, and one file cannot hold four Pods.",
      fix: [`ls -ld ${path}`, "Move it away, or set staticPodPath in KubeletConfiguration to a real directory."],
    }),
  ];
}

/** Whoever can write to a directory on the way can exchange what is below it, and with it what root runs. */
function exposed(path: string, staticPodPath: string, status: Seen<PathFact>): readonly Finding[] {
  if (status.kind !== "present") {
    return status.kind === "unreadable" && path !== staticPodPath ? [unreadable(path, status.reason)] : [];
  }
  const { type, mode, owner } = status.value;
  const problems = [
    ...(type === "symlink" && path !== staticPodPath ? ["is a symlink"] : []),
    ...(type === "directory" && (mode & WRITABLE_BY_OTHERS) !== 0 ? ["can be written by others than root"] : []),
    ...(/^(?:root|0):/u.test(owner) ? [] : [`belongs to ${owner}`]),
  ];
  return problems.map((problem) =>
    rejected(CHECK, {
      what: `${path}, on the way to the manifests, ${problem}.`,
      why: "Whoever can exchange it decides what the kubelet runs as root.",
      fix: [
        type === "symlink" ? `readlink -f ${path}` : `chown root:root ${path} && chmod go-w ${path}`,
        "Or set staticPodPath in KubeletConfiguration to a directory that only root can change.",
      ],
    }),
  );
}
