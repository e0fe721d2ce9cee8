import { resolve } from "node:path";
import { transactionIdFrom, writeFile } from "../../src/apply/write-file.ts";
import { type AbsolutePath, absolute } from "../../src/domain/absolute-path.ts";
import type { RunRecord } from "../../src/domain/run-record.ts";
import { couldNotRead } from "../../src/errors/apply.ts";
import { wouldOverwrite } from "../../src/errors/plan.ts";
import { noTimeline, timelineCorrupt } from "../../src/errors/timeline.ts";
import { readInitMarker } from "../../src/observed/init-marker.ts";
import { readJournal } from "../../src/observed/read-journal.ts";
import { readRunRecord } from "../../src/observed/revisions/read-run-record.ts";
import { LAST_RUN, REVISION_PARTS, revisionDirectory } from "../../src/observed/revisions/revision-place.ts";
import type { FileSystem } from "../../src/ports/file-system.ts";
import { chartOf } from "../../src/timeline/chart-of.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { timelineAsHtml } from "../output/timeline/timeline-as-html.ts";
import { timelineAsJson } from "../output/timeline/timeline-as-json.ts";
import { timelineAsSvg } from "../output/timeline/timeline-as-svg.ts";
import { timelineAsText } from "../output/timeline/timeline-as-text.ts";
import { requireRevision } from "../require-revision.ts";

export const TIMELINE_FORMATS = ["text", "svg", "html", "json"] as const;
export type TimelineFormat = (typeof TIMELINE_FORMATS)[number];

export interface TimelineOptions {
  readonly last?: boolean;
  readonly output?: TimelineFormat;
  readonly out?: string;
}

const DRAFT_BYTES = 6;

/** Draws how a run went: that of a revision, or the last one. */
export async function timeline(
  context: CommandContext,
  revision: string | undefined,
  { output, out }: TimelineOptions,
): Promise<void> {
  const ports = compose(context);
  const record = revision === undefined ? await lastRun(context, ports.files) : await runOf(revision, ports.files);
  const format = output ?? formatOf(out) ?? (context.isTerminal ? "text" : "svg");
  const text = drawn(record, format, context.columns);
  if (out === undefined) {
    context.print(text.trimEnd());
  } else {
    await save(out, text, ports);
    context.say(`Written to ${out}.`);
  }
}

function drawn(record: RunRecord, format: TimelineFormat, columns: number): string {
  const chart = chartOf(record);
  switch (format) {
    case "text":
      return timelineAsText(chart, columns);
    case "svg":
      return timelineAsSvg(chart);
    case "html":
      return timelineAsHtml(chart, record);
    case "json":
      return timelineAsJson(chart, record);
  }
}

function formatOf(file: string | undefined): TimelineFormat | undefined {
  return TIMELINE_FORMATS.find((format) => file?.endsWith(`.${format === "text" ? "txt" : format}`));
}

async function runOf(number: string, files: FileSystem): Promise<RunRecord> {
  const { revision } = await requireRevision(number, files);
  const record = await readAt(REVISION_PARTS.run(revisionDirectory(revision.number)), files);
  if (record === undefined) {
    const why = `The run that committed it, "${revision.command}", ended before it could be written, or was of a version that kept none.`;
    throw noTimeline(`the run of revision ${revision.number}`, why);
  }
  return record;
}

async function lastRun(context: CommandContext, files: FileSystem): Promise<RunRecord> {
  const record = await readAt(LAST_RUN, files);
  const lost = await unrecordedRun(record, files);
  if (record === undefined) {
    throw noTimeline("any run on this host", lost ?? "init, up, apply, edit and rollback keep one each.");
  }
  if (lost !== undefined) {
    context.say(`warning: ${lost} What follows is the run before it.`);
  }
  return record;
}

async function readAt(path: AbsolutePath, files: FileSystem): Promise<RunRecord | undefined> {
  const read = await readRunRecord(path, files);
  switch (read.kind) {
    case "present":
      return read.value;
    case "absent":
      return undefined;
    case "unreadable":
      throw couldNotRead(path, read.reason);
    case "corrupt":
      throw timelineCorrupt(path, read.problem);
  }
}

/** A later run of which no record can be there: what became of it, as a sentence. */
async function unrecordedRun(record: RunRecord | undefined, files: FileSystem): Promise<string | undefined> {
  const [journal, marker] = await Promise.all([readJournal(files), readInitMarker(files)]);
  const isLater = (startedAt: string): boolean =>
    record === undefined || Date.parse(startedAt) > Date.parse(record.startedAt) + record.tookMs;
  if (journal.kind === "present" && isLater(journal.journal.startedAt)) {
    const { command, startedAt } = journal.journal;
    return `The last change, "${command}", begun ${startedAt}, still goes on or was killed, and has left no record.`;
  }
  if (marker.kind === "present" && marker.value.healthyAt === undefined && isLater(marker.value.startedAt)) {
    return `An init, begun ${marker.value.startedAt}, still goes on or was killed, and has left no record.`;
  }
  return undefined;
}

/** Only another timeline is ever overwritten. */
async function save(file: string, text: string, { filesBelow, entropy }: HostPorts): Promise<void> {
  const files = filesBelow(absolute("/"));
  const path = absolute(resolve(file));
  const there = await files.readText(path);
  if (there.kind === "unreadable" || (there.kind === "present" && !isTimeline(there.value))) {
    throw wouldOverwrite(file, "timeline");
  }
  const draft = transactionIdFrom(entropy.hex(DRAFT_BYTES));
  await writeFile({ path, text: `${text.trimEnd()}\n`, mode: 0o644, owner: "root:root" }, files, draft);
}

function isTimeline(text: string): boolean {
  return text.includes("<desc>steadyplane timeline</desc>") || text.startsWith('{"kind":"timeline"');
}
