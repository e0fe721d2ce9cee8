import { nameOf } from "../../../domain/absolute-path.ts";
import { COMPONENTS } from "../../../domain/component.ts";
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
import { placed } from "../placed.ts";

/** Ends and starts of names that editors, package managers and people in a hurry leave behind. */
const NOT_MEANT = /(?:~|\.(?:bak|backup|old|orig|save|swp|tmp|rej|rpmsave|rpmnew|dpkg-\w+|\d+))$|^#.*#$/iu;
const MEANT = /\.(?:ya?ml|json|manifest)$/iu;

/** What the kubelet reads in the folder of manifests, file for file. */
export const MANIFEST_FILE_CHECKS: readonly DoctorCheck[] = [
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
