import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Component } from "../../domain/component.ts";
import type { KeptRevision, RevisionRead } from "../../domain/revision.ts";
import { fingerprintAnnotation, FINGERPRINT_PREFIX } from "../../desired/manifests/fingerprint-annotation.ts";
import { podInputs } from "../../desired/manifests/pod-inputs.ts";
import type { InputFact } from "../../diagnose/doctor/doctor-facts.ts";
import type { Snapshot } from "../../diagnose/snapshot/snapshot.ts";
import type { PodManifest } from "../../plan/preflight/decode-manifest.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { seenFingerprints } from "../fingerprint.ts";
import { podFiles } from "./pod-files.ts";

/**
 * The files that the components mount, with the content that each was started with: by the annotations of the Pod that
 * runs, else, under `profile: kubeadm`, by the last revision. Of a component that does not run there are none.
 */
export async function observeInputs(
  components: ReadonlyMap<Component, PodManifest>,
  snapshot: Snapshot,
  revision: RevisionRead<KeptRevision>,
  files: FileSystem,
): Promise<readonly InputFact[]> {
  const inputs = snapshot.components.flatMap(({ expected: { component }, pod }) => {
    const manifest = components.get(component);
    const isAway = snapshot.runtime.kind === "away";
    if (manifest === undefined || (pod.running === undefined && !isAway)) {
      return [];
    }
    const annotations = pod.sandbox?.annotations ?? {};
    const away = { kind: "unreadable", reason: "the container runtime does not answer" } as const;
    return podInputs(podFiles(manifest)).map((path) => {
      return { component, path, started: isAway ? away : startedWith(path, annotations, revision) };
    });
  });
  const { known, unreadable } = await seenFingerprints([...new Set(inputs.map(({ path }) => path))], files);
  return inputs.map((input) => ({ ...input, now: nowOf(known.get(input.path), unreadable.get(input.path)) }));
}

function startedWith(
  path: AbsolutePath,
  annotations: Readonly<Record<string, string>>,
  revision: RevisionRead<KeptRevision>,
): Seen<string> {
  const isAnnotated = Object.keys(annotations).some((key) => key.startsWith(FINGERPRINT_PREFIX));
  const said = isAnnotated
    ? annotations[fingerprintAnnotation(path)]
    : revision.kind === "present"
      ? revision.value.revision.files.find((file) => file.path === path)?.sha256
      : undefined;
  return said === undefined ? { kind: "absent" } : { kind: "present", value: said };
}

function nowOf(known: string | undefined, reason: string | undefined): Seen<string> {
  if (reason !== undefined) {
    return { kind: "unreadable", reason };
  }
  return known === undefined || known === "absent" ? { kind: "absent" } : { kind: "present", value: known };
}
