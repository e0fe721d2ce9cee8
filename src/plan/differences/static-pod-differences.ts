import { FINGERPRINT_PREFIX, fingerprintAnnotation } from "../../desired/manifests/fingerprint-annotation.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Difference } from "../../domain/difference.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import type { PlanContext } from "../plan-node.ts";
import { argumentDifferences } from "./argument-differences.ts";
import { KNOWN_AFTER_APPLY } from "./difference-at.ts";
import { fieldDifferences, parseMap } from "./field-differences.ts";
import { lineDifferences } from "./line-differences.ts";

export interface ManifestContext extends Pick<PlanContext, "renderManifest"> {
  readonly fingerprints: ReadonlyMap<AbsolutePath, string>;
  /** Files that hold something else once the plan is carried out. */
  readonly changing: ReadonlySet<AbsolutePath>;
}

interface Pod {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: { readonly containers?: readonly Readonly<Record<string, unknown>>[] };
}

/** What differs between a manifest on the host and the one that is wanted: inputs, flags, then all other fields. */
export function staticPodDifferences(
  resource: StaticPodResource,
  observed: string,
  context: ManifestContext,
): readonly Difference[] {
  const known = new Map(resource.inputs.map((path) => [path, fingerprintOf(path, context)]));
  const text = context.renderManifest(resource, known);
  const [old, wanted] = [parseMap(observed), parseMap(text)];
  if (old === undefined || wanted === undefined) {
    return lineDifferences(observed, text);
  }
  const differences = [
    ...inputDifferences(resource, old, wanted),
    ...argumentDifferences(commandOf(old), commandOf(wanted)),
    ...fieldDifferences(withoutNamed(old), withoutNamed(wanted)),
  ];
  // The kubelet reads the same Pod from both: only the layout is another one.
  return differences.length > 0 ? differences : lineDifferences(observed, text);
}

function fingerprintOf(path: AbsolutePath, { changing, fingerprints }: ManifestContext): string {
  return changing.has(path) ? KNOWN_AFTER_APPLY : (fingerprints.get(path) ?? "absent");
}

function inputDifferences({ inputs }: StaticPodResource, old: Pod, wanted: Pod): readonly Difference[] {
  const paths = new Map(inputs.map((path) => [fingerprintAnnotation(path), path]));
  const [before, after] = [old, wanted].map((pod) => pod.metadata?.annotations ?? {}) as [Annotations, Annotations];
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])].filter(isFingerprint);
  return keys.flatMap((key): readonly Difference[] => {
    const path = paths.get(key) ?? key.slice(FINGERPRINT_PREFIX.length);
    const content = after[key] === KNOWN_AFTER_APPLY ? KNOWN_AFTER_APPLY : "as it is on the host";
    if (before[key] === after[key]) {
      return [];
    }
    if (before[key] === undefined || after[key] === undefined) {
      return [
        after[key] === undefined
          ? { kind: "removed", path, before: "an input" }
          : { kind: "added", path, after: content },
      ];
    }
    return [{ kind: "changed", path, before: "as the Pod started with it", after: content }];
  });
}

type Annotations = Readonly<Record<string, string>>;

function isFingerprint(key: string): boolean {
  return key.startsWith(FINGERPRINT_PREFIX);
}

function commandOf({ spec }: Pod): readonly string[] {
  const command = spec?.containers?.[0]?.["command"];
  return Array.isArray(command) ? command.map(String) : [];
}

/** The Pod without what is compared by name. */
function withoutNamed(pod: Pod): Pod {
  const annotations = Object.entries(pod.metadata?.annotations ?? {}).filter(([key]) => !isFingerprint(key));
  const containers = (pod.spec?.containers ?? []).map((container, index) =>
    Object.fromEntries(Object.entries(container).filter(([field]) => index > 0 || field !== "command")),
  );
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations: Object.fromEntries(annotations) },
    spec: { ...pod.spec, containers },
  };
}
