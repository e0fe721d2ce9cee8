import { checkMounts } from "../../../plan/preflight/check-mounts.ts";
import { checkStaticPodPath } from "../../../plan/preflight/check-static-pod-path.ts";
import {
  type DoctorCheck,
  type DoctorFinding,
  type Look,
  count,
  looked,
  lookAt,
  rejection,
  untold,
  warning,
} from "../doctor-check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { asConfigured } from "../from-preflight.ts";

/** The folder of manifests: where it is, who can change it, and what must be in it. */
export const STATIC_POD_CHECKS: readonly DoctorCheck[] = [
  {
    name: "static-pod-path",
    hosts: "every",
    needsRoot: true,
    looksAt:
      "every source of staticPodPath (running kubelet, units and drop-ins, flags, configuration and its drop-ins), and the way to it",
    finds: "rejects sources that disagree or cannot be read, and a directory that others than root can change",
    remedy: "make all sources name one path; chown root:root and chmod go-w",
    look: asConfigured(checkStaticPodPath, ({ host }) => {
      const { path, source, agreements } = host.staticPods.found;
      return `${path}, by ${[source, ...agreements].join(", ")}`;
    }),
  },
  {
    name: "static-pod-mount",
    hosts: "every",
    needsRoot: true,
    looksAt: "how the folder of manifests is mounted",
    finds: "rejects read-only and network file systems, and a manifest that is a mount of its own",
    remedy: "a local, writable directory",
    look: asConfigured(checkMounts, () => "local and writable"),
  },
  {
    name: "manifests-present",
    hosts: "node",
    looksAt: "whether each component of the control plane has a manifest",
    finds: "rejects where one has none",
    remedy: "steadyplane apply writes it anew",
    look: presentLook,
  },
  {
    name: "manifests-unread",
    hosts: "node",
    looksAt: "names that the kubelet passes over: dotfiles, directories, files of 10 MB and more",
    finds: "warns about each",
    remedy: "remove it, or give it a name that is read",
    look: ({ unreadNames, host: { staticPods } }) =>
      lookAt(unreadNames, `what else is in ${staticPods.found.path}`, (names) =>
        looked(
          "none",
          names.map(({ name, because }) =>
            warning({
              what: `${staticPods.found.path}/${name} is not read by the kubelet: ${because}.`,
              why: "Whoever put it there may have meant it to run.",
              fix: [`ls -la ${staticPods.found.path}`, "Remove it, or give it a name that is read."],
            }),
          ),
        ),
      ),
  },
  {
    name: "manifest-modes",
    hosts: "node",
    looksAt: "owners and modes of the manifests",
    finds: "rejects one that others than root can change, warns about one that others can read",
    remedy: "chown root:root and chmod 600",
    look: modesLook,
  },
];

function presentLook({ snapshot, manifests, host: { staticPods } }: DoctorFacts): Look {
  return lookAt(manifests, `what is in ${staticPods.found.path}`, () =>
    lookAt(snapshot, "which manifests there should be", ({ components }) =>
      looked(
        components.map(({ expected }) => expected.component).join(", "),
        components
          .filter(({ manifest }) => manifest.kind === "absent")
          .map(({ expected: { component, manifestPath } }) =>
            rejection({
              what: `${component} has no manifest: there is no ${manifestPath}.`,
              why: "The kubelet does not start it, and stops it where it still runs.",
              fix: ["steadyplane history", "steadyplane apply writes it anew."],
            }),
          ),
      ),
    ),
  );
}

function modesLook({ host: { staticPods } }: DoctorFacts): Look {
  return lookAt(staticPods.manifests, `what is in ${staticPods.found.path}`, (files) =>
    looked(
      count(files.length, "file"),
      files.flatMap(({ path, status }): readonly DoctorFinding[] => {
        if (status.kind !== "present") {
          return status.kind === "absent" ? [] : [untold(`who can change ${path}`, status.reason)];
        }
        const { mode, owner, type } = status.value;
        const octal = mode.toString(8).padStart(4, "0");
        const fix = [`chown root:root ${path} && chmod 600 ${path}`];
        if (!/^(?:root|0):/u.test(owner) || (type === "file" && (mode & 0o022) !== 0)) {
          const what = `${path} can be changed by others than root (${owner}, mode ${octal}).`;
          return [rejection({ what, why: "Whoever changes it decides what the kubelet runs as root.", fix })];
        }
        return type === "file" && (mode & 0o044) !== 0
          ? [
              warning({
                what: `${path} can be read by others than root (mode ${octal}).`,
                why: "It tells how the cluster is secured; CIS wants 600.",
                fix,
              }),
            ]
          : [];
      }),
    ),
  );
}
