import { nameOf } from "../../../domain/absolute-path.ts";
import { COMPONENTS } from "../../../domain/component.ts";
import { checkMounts } from "../../../plan/preflight/check-mounts.ts";
import { checkStaticPodPath } from "../../../plan/preflight/check-static-pod-path.ts";
import type { PodManifest } from "../../../plan/preflight/decode-manifest.ts";
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
import type { DoctorFacts, FolderManifest } from "../doctor-facts.ts";
import { asConfigured } from "../from-preflight.ts";
import { placed } from "../placed.ts";

/** Ends and starts of names that editors, package managers and people in a hurry leave behind. */
const NOT_MEANT = /(?:~|\.(?:bak|backup|old|orig|save|swp|tmp|rej|rpmsave|rpmnew|dpkg-\w+|\d+))$|^#.*#$/iu;
const MEANT = /\.(?:ya?ml|json|manifest)$/iu;

/** The folder of manifests: where it is, what the kubelet reads in it and what it does not. */
export const STATIC_POD_CHECKS: readonly DoctorCheck[] = [
  {
    name: "static-pod-path",
    hosts: "every",
    looksAt:
      "every source of staticPodPath (running kubelet, units and drop-ins, flags, configuration and its drop-ins), and the way to it",
    finds: "rejects sources that disagree or cannot be read, and a directory that others than root can change",
    remedy: "make all sources name one path; chown root:root and chmod go-w",
    look: asConfigured(
      checkStaticPodPath,
      ({
        host: {
          staticPods: { found },
        },
      }) => `${found.path}, says ${found.source}`,
    ),
  },
  {
    name: "static-pod-mount",
    hosts: "every",
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
    name: "manifests-decodable",
    hosts: "node",
    looksAt: "whether the kubelet can decode every file that it reads there",
    finds:
      "rejects one that it cannot, with line and column; warns about a second document and a key that stands twice",
    remedy: "complete the file, or move it out of the directory",
    look: (facts) => overManifests(facts, (file) => decodeFindings(file)),
  },
  {
    name: "manifests-meant",
    hosts: "node",
    looksAt: "names that look like backups or editors' files: the kubelet runs every file, whatever its name",
    finds: "rejects one that holds a Pod, warns about names that do not end in .yaml, .yml or .json",
    remedy: "move it out of the directory",
    look: (facts) => overManifests(facts, meantFindings),
  },
  {
    name: "manifests-unique",
    hosts: "node",
    looksAt: "Pods that two files hold",
    finds: "rejects two files for one Pod, which makes it flap",
    remedy: "move one of them out of the directory",
    look: (facts) => overManifests(facts, (file, all) => duplicateFindings(file, all)),
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

function overManifests(
  { manifests, host: { staticPods } }: DoctorFacts,
  find: (file: FolderManifest, all: readonly FolderManifest[]) => readonly DoctorFinding[],
): Look {
  return lookAt(manifests, `what is in ${staticPods.found.path}`, (files) =>
    looked(
      count(files.length, "file"),
      files.flatMap((file) =>
        file.decoded.kind === "unreadable"
          ? [untold(`what ${file.path} holds`, file.decoded.reason)]
          : find(file, files),
      ),
    ),
  );
}

function podOf({ decoded }: FolderManifest): PodManifest | undefined {
  return decoded.kind === "present" && decoded.value.kind === "pod" ? decoded.value.pod : undefined;
}

function keyOf({ metadata }: PodManifest): string {
  return `${metadata.namespace}/${metadata.name}`;
}

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

function decodeFindings({ path, decoded }: FolderManifest): readonly DoctorFinding[] {
  if (decoded.kind !== "present") {
    return [];
  }
  if (decoded.value.kind === "undecodable") {
    return [
      rejection({
        what: `${placed(path, decoded.value.remark)}.`,
        why: "The kubelet passes it over, and stops the Pod that it held within 20 s.",
        fix: [`cat -A ${path} | head -40`, "Complete it, or move it out of the directory."],
      }),
    ];
  }
  return decoded.value.remarks.map((remark) =>
    warning({
      what: `${placed(path, remark)}.`,
      why: "What runs may not be what was meant.",
      fix: [`cat ${path}`, "Say each thing once, one Pod a file."],
    }),
  );
}

function meantFindings(file: FolderManifest, all: readonly FolderManifest[]): readonly DoctorFinding[] {
  const { path } = file;
  const name = nameOf(path);
  const pod = podOf(file);
  const fix = [`mv ${path} /root/; if its Pod runs, it stops then`];
  if (NOT_MEANT.test(name)) {
    const explained = {
      what: `${path} looks like a backup or an editor's file, and the kubelet reads it.`,
      why: "The kubelet runs every file in this directory whose name does not begin with a dot.",
      evidence: pod === undefined ? ["it holds no Pod"] : [`it holds the Pod ${keyOf(pod)}`],
      fix,
    };
    // Where it takes another file's Pod, that is told once, by the check for it.
    const isTold = pod !== undefined && all.some((other) => other !== file && podKey(other) === keyOf(pod));
    return isTold ? [] : [pod === undefined ? warning(explained) : rejection(explained)];
  }
  const component = COMPONENTS.find((one) => pod !== undefined && keyOf(pod) === `kube-system/${one}`);
  if (component !== undefined && name !== `${component}.yaml`) {
    return [
      warning({
        what: `${path} holds ${component}, which belongs in ${component}.yaml.`,
        why: "A change would write a second file for the same Pod.",
        fix: [`mv ${path} /root/; steadyplane apply writes ${component}.yaml`],
      }),
    ];
  }
  return MEANT.test(name)
    ? []
    : [
        warning({
          what: `${path} is read by the kubelet, although its name does not look it.`,
          why: "Nobody may have meant it to run.",
          fix,
        }),
      ];
}

function podKey(file: FolderManifest): string | undefined {
  const pod = podOf(file);
  return pod === undefined ? undefined : keyOf(pod);
}

/** Told at the first of the files that hold a Pod. */
function duplicateFindings(file: FolderManifest, all: readonly FolderManifest[]): readonly DoctorFinding[] {
  const key = podKey(file);
  const same = key === undefined ? [] : all.filter((other) => podKey(other) === key);
  if (same.length < 2 || same[0] !== file) {
    return [];
  }
  const last = same.at(-1)?.path ?? file.path;
  const stray = same.find(({ path }) => NOT_MEANT.test(nameOf(path))) ?? same.at(-1) ?? file;
  return [
    rejection({
      what: `${count(same.length, "file")} hold the Pod ${key}.`,
      why: `The kubelet changes from one to the other; when it reads all of them, ${last} wins.`,
      evidence: same.map(({ path }) => path),
      fix: [
        `mv ${stray.path} /root/; the Pod stops for up to 20 s, until the kubelet reads the other file again`,
        "First see in which of them it is as it should be: diff them.",
      ],
    }),
  ];
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
