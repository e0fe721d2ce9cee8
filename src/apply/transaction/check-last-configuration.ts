import { withoutSecrets } from "../../config/without-secrets.ts";
import type { Component } from "../../domain/component.ts";
import { subjectOf } from "../../domain/step.ts";
import { checkConfigurationChange, type ConfigurationVerdict } from "../../plan/fields/check-configuration-change.ts";
import type { StepGroup } from "../../plan/group-steps.ts";
import { notTold } from "../../plan/preflight/findings.ts";
import type { SeenNode } from "../../plan/seen-node.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { CONFIGURATION_FILE } from "../init/write-marker.ts";
import type { ApplyRequest } from "./apply-request.ts";
import type { ObservedForChange } from "./observe-for-change.ts";

/** What the configuration, or what was edited on the host, would change and nobody may. */
export async function checkLastConfiguration(
  request: ApplyRequest,
  { revision, isExternalCa, seen }: ObservedForChange,
  groups: readonly StepGroup[],
  files: FileSystem,
): Promise<ConfigurationVerdict> {
  const verdict = checkConfigurationChange({
    lastText: revision.kind === "present" ? revision.value.configuration : await storedText(files),
    text: withoutSecrets(request.configurationText),
    specs: request,
    changedManifests: changedManifests(groups, seen),
    isExternalCa,
  });
  if (revision.kind === "present" || revision.kind === "absent") {
    return verdict;
  }
  const reason =
    revision.kind === "unreadable" ? `${revision.path} cannot be read (${revision.reason})` : revision.problem;
  const fix = ["steadyplane history"];
  const unknown = notTold("Revision", "what was committed last", { kind: "unreadable", reason }, fix);
  return { ...verdict, findings: [...verdict.findings, unknown] };
}

/** A node from before there were revisions has its configuration all the same. */
async function storedText(files: FileSystem): Promise<string | undefined> {
  const stored = await files.readText(CONFIGURATION_FILE);
  return stored.kind === "present" ? withoutSecrets(stored.value) : undefined;
}

function changedManifests(groups: readonly StepGroup[], { observations }: SeenNode): ReadonlyMap<Component, string> {
  const texts = groups
    .flatMap(({ steps }) => steps)
    .flatMap(({ step: { resource } }): readonly (readonly [Component, string])[] => {
      const observation = observations.get(subjectOf(resource));
      return resource.kind === "static-pod" && observation?.kind === "path" && observation.seen.kind === "present"
        ? [[resource.component, observation.seen.value.text]]
        : [];
    });
  return new Map(texts);
}
