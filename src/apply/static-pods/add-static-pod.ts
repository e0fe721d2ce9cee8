import { directoryEntries } from "../../config/static-pod/directory-entries.ts";
import { lintStaticPod } from "../../config/static-pod/lint-static-pod.ts";
import { type AbsolutePath, below, nameOf } from "../../domain/absolute-path.ts";
import type { PodExplanation } from "../../diagnose/explain/pod-explanation.ts";
import { type LeftFile, noStaticPodDirectory, staticPodNotReady, staticPodRejected } from "../../errors/static-pods.ts";
import { seeStaticPodFiles } from "../../observed/static-pods/see-static-pod-files.ts";
import { decideAddition, type WantedPod } from "../../plan/static-pods/decide-addition.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Reporter } from "../../ports/reporter.ts";
import { ensureParents } from "../ensure-parents.ts";
import { runStage } from "../run-stages.ts";
import { systemCode } from "../../errors/apply.ts";
import { writeFile } from "../write-file.ts";
import { type Awaited, awaitReadyPod } from "./await-ready-pod.ts";

/** A file that shall become a static Pod of this node. */
export interface AddRequest {
  /** As the operator named it. */
  readonly file: string;
  readonly text: string;
  readonly nodeName: string;
  readonly directory: AbsolutePath;
  readonly timeoutMs: number;
  /** Whether the file stays though its Pod does not get ready. */
  readonly keeps: boolean;
  readonly transactionId: string;
}

export interface AddPorts {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Looks at a Pod whose file was written at `writtenAt`; undefined: was there before. */
  readonly explain: (wanted: WantedPod, writtenAt: number | undefined) => Promise<PodExplanation>;
}

export interface Added {
  readonly path: AbsolutePath;
  readonly isNew: boolean;
  readonly podName: string;
  readonly outcome: "ready" | "running";
  readonly explanation: PodExplanation;
}

/**
 * Adds a static Pod at one stroke and waits until it is ready. One that does not get ready, or is not waited for to the
 * end, is taken away again. Rejects with StaticPodRejected, StaticPodInTheWay, StaticPodOfControlPlane,
 * NoStaticPodDirectory, WriteFailed or StaticPodNotReady.
 */
export async function addStaticPod(request: AddRequest, ports: AddPorts): Promise<Added> {
  const wanted = wantedPod(request);
  const isNew = await place(wanted, request, ports);
  const { podName } = wanted.identity;
  const writtenAt = isNew ? ports.clock.now() : undefined;
  if (isNew) {
    await writeFile({ ...wanted, mode: 0o600, owner: "root:root" }, ports.files, request.transactionId);
  }
  const undo = async (): Promise<LeftFile> => (!isNew ? "was there" : request.keeps ? "kept" : takeAway(wanted, ports));
  const awaited = await waited(request, wanted, writtenAt, ports).catch(async (error: unknown) => {
    await undo();
    throw error;
  });
  if (awaited.outcome === "failed") {
    throw staticPodNotReady(podName, wanted.path, awaited.because, await undo(), evidenceOf(awaited.explanation));
  }
  const { outcome, explanation } = awaited;
  return { path: wanted.path, isNew, podName, outcome, explanation };
}

function wantedPod({ file, text, nodeName, directory }: AddRequest): WantedPod {
  const { rejected, identity } = lintStaticPod(file, text, nodeName);
  if (rejected.length > 0 || identity === undefined) {
    throw staticPodRejected(file, rejected);
  }
  return { path: below(directory, file.slice(file.lastIndexOf("/") + 1)), text, identity };
}

/** Whether the file has to be written. */
async function place(wanted: WantedPod, { directory, nodeName }: AddRequest, { files }: AddPorts): Promise<boolean> {
  const seen = await seeStaticPodFiles(files, directory);
  if (seen.kind !== "present") {
    throw noStaticPodDirectory(
      directory,
      seen.kind === "absent" ? "is not there" : `cannot be listed (${seen.reason})`,
    );
  }
  const addition = decideAddition(wanted, directoryEntries(seen.value, nodeName));
  if (addition.kind === "refused") {
    throw addition.error;
  }
  await ensureParents(wanted.path, files);
  return addition.kind === "write";
}

async function waited(
  { timeoutMs }: AddRequest,
  wanted: WantedPod,
  writtenAt: number | undefined,
  { clock, reporter, signal, explain }: AddPorts,
): Promise<Awaited> {
  const stage = "ready";
  let awaited: Awaited | undefined;
  const run = async (): Promise<string> => {
    awaited = await awaitReadyPod(() => explain(wanted, writtenAt), clock, {
      timeoutMs,
      signal,
      onDetail: (detail) => reporter.notify({ kind: "stage-detail", stage, detail }),
    });
    return awaited.outcome;
  };
  await runStage({ stage, title: `Wait for ${wanted.identity.podName}`, run }, { clock, reporter });
  if (awaited === undefined) {
    throw new TypeError("the wait ended without an outcome");
  }
  return awaited;
}

async function takeAway({ path }: WantedPod, { files }: AddPorts): Promise<LeftFile> {
  try {
    await files.remove(path);
    return "taken away";
  } catch (error) {
    return { stuck: systemCode(error) ?? `${nameOf(path)} is busy` };
  }
}

/** What was seen up to where the chain breaks. */
function evidenceOf({ chain }: PodExplanation): readonly string[] {
  return chain
    .filter(({ state }) => state !== "not reached")
    .flatMap(({ name, state, summary, evidence }) => [
      `${name} ${state}: ${summary}`,
      ...(state === "done" ? [] : evidence.map((line) => `  ${line}`)),
    ]);
}
