import { clearRecordDrafts, keepRecord } from "../src/apply/record/keep-record.ts";
import { RunRecorder } from "../src/apply/record/run-recorder.ts";
import type { RunRecord } from "../src/domain/run-record.ts";
import { ToolError } from "../src/errors/tool-error.ts";
import { findStaticPodPath } from "../src/observed/host/find-static-pod-path.ts";
import { readInitMarker } from "../src/observed/init-marker.ts";
import { revisionNumbers } from "../src/observed/revisions/list-revisions.ts";
import type { FileSystem } from "../src/ports/file-system.ts";
import type { HostPorts } from "./compose.ts";
import type { CommandContext } from "./context.ts";

/**
 * Does `work` and keeps a record of how it went, for `timeline`. It is written when all is over; that it cannot be kept
 * is a warning, and changes nothing. Rejects with what `work` rejects with.
 */
export async function recorded(
  context: CommandContext,
  ports: HostPorts,
  work: (context: CommandContext, ports: HostPorts) => Promise<void>,
): Promise<void> {
  const before = await latestRevision(ports.files);
  const recorder = await beginRecord(before, ports).catch(() => undefined);
  if (recorder === undefined) {
    return work(context, ports);
  }
  const keep = async (said: Pick<RunRecord, "outcome" | "failure">): Promise<void> => {
    const after = await latestRevision(ports.files);
    const revision = after > before ? after : 0;
    await keepOrWarn(context, ports, recorder, { ...said, revision });
  };
  try {
    await work(recordedContext(context, recorder), recordedPorts(ports, recorder));
  } catch (error) {
    await keep({
      outcome: "failed",
      failure: error instanceof ToolError ? error.explanation.what : "an unexpected error",
    });
    throw error;
  }
  await keep({ outcome: "done", failure: "" });
}

async function beginRecord(revision: number, ports: HostPorts): Promise<RunRecorder> {
  await clearRecordDrafts(revision, ports.files);
  const recorder = new RunRecorder(ports, (await findStaticPodPath(ports)).path);
  await recorder.begin();
  return recorder;
}

function recordedContext(context: CommandContext, recorder: RunRecorder): CommandContext {
  return {
    ...context,
    progress: async (rows, format) => {
      const progress = await context.progress(rows, format);
      return { ...recorder.reporter(progress), close: async () => progress.close() };
    },
  };
}

function recordedPorts(ports: HostPorts, recorder: RunRecorder): HostPorts {
  return {
    ...ports,
    files: recorder.files(ports.files),
    packets: recorder.packets(ports.packets),
    processes: recorder.processes(ports.processes),
    http: recorder.http(ports.http),
    freshHttp: recorder.http(ports.freshHttp),
    runtimeAt: (...socket) => recorder.runtime(ports.runtimeAt(...socket)),
    clusterApi: (access) => recorder.api(ports.clusterApi(access)),
    freshClusterApi: (access) => recorder.api(ports.freshClusterApi(access)),
  };
}

async function keepOrWarn(
  context: Pick<CommandContext, "commandLine" | "say">,
  { files }: Pick<HostPorts, "files">,
  recorder: RunRecorder,
  said: Pick<RunRecord, "outcome" | "failure" | "revision">,
): Promise<void> {
  if (!recorder.hasWorked) {
    return;
  }
  try {
    const marker = await readInitMarker(files);
    const node = marker.kind === "present" ? marker.value.nodeName : "";
    const record = await recorder.end({ ...said, node, command: context.commandLine });
    await keepRecord(record, files);
  } catch (error) {
    const reason = error instanceof ToolError ? error.explanation.what : String(error);
    context.say(`warning: how this run went could not be kept for steadyplane timeline: ${reason}`);
  }
}

async function latestRevision(files: FileSystem): Promise<number> {
  const numbers = await revisionNumbers(files);
  return numbers.kind === "present" ? (numbers.value.at(-1) ?? 0) : 0;
}
