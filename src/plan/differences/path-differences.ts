import { KUBELET_PATHS } from "../../desired/kubelet/kubelet-paths.ts";
import { Confidential } from "../../domain/confidential.ts";
import type { Difference } from "../../domain/difference.ts";
import { parseEnvironmentFile } from "../../domain/environment-file.ts";
import type { DirectoryResource, FileResource, StaticPodResource } from "../../domain/resource.ts";
import { splitWords } from "../../domain/split-words.ts";
import type { SeenPath } from "../decide-path.ts";
import { argumentDifferences } from "./argument-differences.ts";
import { differenceAt } from "./difference-at.ts";
import { fieldDifferences, parseMap } from "./field-differences.ts";
import { lineDifferences } from "./line-differences.ts";

/** The variable of kubeadm-flags.env. */
const FLAGS = "KUBELET_KUBEADM_ARGS";

/** What differs in a file's content; of a secret only that it does. */
export function fileDifferences({ path, text }: FileResource, seen: SeenPath): readonly Difference[] {
  const before = seen.kind === "present" ? seen.value.text : undefined;
  const after = text instanceof Confidential ? text.reveal() : text;
  if (before === after) {
    return [];
  }
  if (text instanceof Confidential) {
    return [{ kind: "secret", path: "content" }];
  }
  return before === undefined ? [differenceAt("content", undefined, after)] : contentDifferences(path, before, after);
}

/** Mode and owner, where something is there that has others. */
export function statusDifferences(
  { mode, owner }: Pick<FileResource | DirectoryResource | StaticPodResource, "mode" | "owner">,
  seen: SeenPath,
): readonly Difference[] {
  if (seen.kind !== "present") {
    return [];
  }
  const { status } = seen.value;
  return [
    ...(status.mode === mode ? [] : [differenceAt("mode", octal(status.mode), octal(mode))]),
    ...(status.owner === owner ? [] : [differenceAt("owner", status.owner, owner)]),
  ];
}

function contentDifferences(path: string, before: string, after: string): readonly Difference[] {
  const named = path === KUBELET_PATHS.flags ? flagDifferences(before, after) : yamlDifferences(path, before, after);
  // What has no name in it differs in comments or layout.
  return named.length > 0 ? named : lineDifferences(before, after);
}

function flagDifferences(before: string, after: string): readonly Difference[] {
  const [old, wanted] = [before, after].map((text) => parseEnvironmentFile(text)) as [Variables, Variables];
  const { [FLAGS]: oldFlags = "", ...oldRest } = old;
  const { [FLAGS]: wantedFlags = "", ...wantedRest } = wanted;
  return [
    ...argumentDifferences(splitWords(oldFlags), splitWords(wantedFlags)),
    ...fieldDifferences(oldRest, wantedRest),
  ];
}

type Variables = Readonly<Record<string, string>>;

// Of lists of rules, as in an audit policy, lines tell more than numbers.
function yamlDifferences(path: string, before: string, after: string): readonly Difference[] {
  const isKubelets = path === KUBELET_PATHS.config || path === KUBELET_PATHS.instanceConfig;
  const [old, wanted] = isKubelets ? [parseMap(before), parseMap(after)] : [];
  return old === undefined || wanted === undefined ? [] : fieldDifferences(old, wanted);
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
