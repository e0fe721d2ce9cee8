import type { Component } from "../../domain/component.ts";
import type { PodRoom } from "../../domain/handoff/pod-room.ts";
import type { Journal } from "../../domain/journal.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";
import type { Swap } from "../../domain/swap.ts";
import { secondPod } from "../../desired/handoff/second-pod.ts";
import { manifestText } from "../../desired/manifests/manifest-text.ts";
import { readStaticPod } from "../../desired/manifests/read-static-pod.ts";
import type { RenderTemplate } from "../../desired/templates.ts";
import { manifestNotOurs } from "../../errors/apply-transaction.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { HandoffSubject } from "../handoff/handoff-context.ts";
import { draftOf, writeFile } from "../write-file.ts";
import { orWriteFailed } from "./or-write-failed.ts";
import { removeStagedInputs, stageInputs } from "./stage-inputs.ts";
import { syncNames } from "./sync-names.ts";

/** What the second instances of one transaction have in common. */
export interface SecondParts {
  readonly subject: HandoffSubject;
  readonly room: PodRoom;
  readonly inputs: readonly Swap[];
  readonly files: FileSystem;
  readonly render: RenderTemplate;
}

/**
 * Makes the second instance of the component whose canonical manifest `text` is: its manifest, ready beside the place
 * where the kubelet will read it, and the inputs that it mounts instead of those in use. No second Pod may run. Rejects
 * with ManifestNotOurs, WriteFailed, CouldNotRead.
 */
export async function prepareSecond(
  { subject, room, inputs, files, render }: SecondParts,
  text: string,
  direction: Journal["direction"],
): Promise<void> {
  const { component, transactionId, ports, marker, second, manifest } = subject;
  const view = viewOf(component, text, render);
  const staged = await stageInputs({ resource: { view }, swaps: inputs, transactionId, direction }, files);
  const pod = secondPod({ component, view }, { transactionId, ports, room, marker, inputs: staged });
  await files.remove(second.staged);
  const { mode, owner } = manifest;
  await files.remove(draftOf(second.staged, transactionId));
  await writeFile({ path: second.staged, text: manifestText(pod, render), mode, owner }, files, transactionId);
}

/** Removes what {@link prepareSecond} made, and drafts that a kill left of either instance's manifest. Safe to repeat. */
export async function forgetSecond({
  subject,
  files,
  render,
}: Pick<SecondParts, "subject" | "files" | "render">): Promise<void> {
  const { component, transactionId, second, manifest, marker } = subject;
  const placing = `place.${transactionId}`;
  const drafts = [
    second.staged,
    draftOf(second.staged, transactionId),
    draftOf(second.path, placing),
    draftOf(manifest.path, placing),
    draftOf(marker, transactionId),
  ];
  for (const draft of drafts) {
    await orWriteFailed(manifest.path, async () => files.remove(draft));
  }
  await syncNames([second.staged], files);
  const text = await files.readText(manifest.path);
  const view = text.kind === "present" ? readStaticPod(component, text.value, render) : undefined;
  if (view !== undefined) {
    await removeStagedInputs({ resource: { view }, transactionId }, files);
  }
}

function viewOf(component: Component, text: string, render: RenderTemplate): StaticPodView {
  const view = readStaticPod(component, text, render);
  if (view === undefined) {
    throw manifestNotOurs(component);
  }
  return view;
}
