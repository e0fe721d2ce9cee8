import { nameOf } from "../../domain/absolute-path.ts";
import type { ManifestFact } from "./preflight-facts.ts";
import { type ManifestContent, readManifest } from "./read-manifest.ts";

/** The kubelet skips larger files with an error. */
const TOO_LARGE = 10_000_000;

export interface ManifestRules {
  readonly hasLocalEtcd: boolean;
  /** Whether whole Pods of other origin may be there too. */
  readonly allowsOthers: boolean;
}

/** What is wrong with a file that the kubelet takes for a Pod, as the rest of a sentence; undefined where nothing is. */
export function manifestProblem({ path, status, text }: ManifestFact, rules: ManifestRules): string | undefined {
  if (status.kind === "unreadable") {
    return `cannot be read (${status.reason})`;
  }
  if (status.kind === "present" && status.value.type !== "file") {
    return status.value.type === "symlink" ? "is a symlink" : "is no regular file";
  }
  if (status.kind === "present" && status.value.size >= TOO_LARGE) {
    return "is too large for a manifest";
  }
  switch (text.kind) {
    case "absent":
      return undefined;
    case "unreadable":
      return `cannot be read (${text.reason})`;
    case "present":
      return contentProblem(nameOf(path), readManifest(text.value), rules);
  }
}

function contentProblem(name: string, content: ManifestContent, rules: ManifestRules): string | undefined {
  switch (content.kind) {
    case "malformed":
      return `is no whole manifest (${content.reason})`;
    case "pod":
      return rules.allowsOthers ? undefined : `holds a Pod of other origin, ${content.name}`;
    case "component":
      if (content.component === "etcd" && !rules.hasLocalEtcd) {
        return "holds etcd, which this configuration has elsewhere";
      }
      return name === `${content.component}.yaml`
        ? undefined
        : `holds ${content.component}, which belongs in ${content.component}.yaml`;
  }
}
