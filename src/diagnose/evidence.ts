import { describeExit } from "./describe-exit.ts";
import { parseEtcdLog } from "./parse-etcd-log.ts";
import { exitReason } from "./parse-exit-reason.ts";
import { redact } from "./redact.ts";
import type { ComponentSymptoms } from "./snapshot/snapshot.ts";

const LINES = 8;
const LINES_AFTER_REASON = 4;
const LINE_LENGTH = 600;

/** What was seen of a component: how it ended, what the kubelet says, the last lines of its log. Without secrets. */
export function evidenceOf({ expected, pod, exitLog, runLog, syncErrors }: ComponentSymptoms): readonly string[] {
  const { exited } = pod;
  const exit = exited === undefined ? [] : [`${expected.component} ${describeExit(exited)}`];
  const message = exited === undefined || exited.message === "" ? [] : [tidy(exited.message)];
  const kubelet = syncErrors.slice(-1).map((error) => `kubelet: ${tidy(error)}`);
  const isRunning = pod.running !== undefined && runLog.length > 0;
  return [...exit, ...message, ...kubelet, ...(isRunning ? logEvidence(runLog) : exitEvidence(exitLog))];
}

/** The line that says why it ended, then the last ones; usage text, which is indented, says nothing. */
function exitEvidence(lines: readonly string[]): readonly string[] {
  const last = logEvidence(
    lines.filter((line) => !/^\s/u.test(line)),
    LINES_AFTER_REASON,
  );
  const reason = exitReason(lines);
  const isShown = reason === undefined || last.some((line) => line.includes(tidy(reason)));
  return isShown ? last : [`log: ${tidy(reason)}`, ...last];
}

/** The last lines of a log, as evidence. */
export function logEvidence(lines: readonly string[], count = LINES): readonly string[] {
  return lines
    .filter((line) => line.trim() !== "")
    .slice(-count)
    .map((line) => `log: ${tidy(plain(line))}`);
}

/** etcd's JSON as words. */
function plain(line: string): string {
  const [parsed] = parseEtcdLog([line]);
  if (parsed === undefined) {
    return line;
  }
  const { level, msg, error } = parsed;
  return error === undefined ? `${level}: ${msg}` : `${level}: ${msg}: ${error}`;
}

/** One line of evidence: redacted, and cut where it is endless. */
export function tidy(line: string): string {
  const clean = redact(line);
  return clean.length <= LINE_LENGTH ? clean : `${clean.slice(0, LINE_LENGTH)}…`;
}
