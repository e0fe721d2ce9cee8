import { describeExit } from "./describe-exit.ts";
import { redact } from "./redact.ts";
import type { ComponentSymptoms } from "./snapshot/snapshot.ts";

const LINES = 8;
const LINE_LENGTH = 600;

/** What was seen of a component: how it ended, what the kubelet says, the last lines of its log. Without secrets. */
export function evidenceOf({ expected, pod, exitLog, runLog, syncErrors }: ComponentSymptoms): readonly string[] {
  const exit = pod.exited === undefined ? [] : [`${expected.component} ${describeExit(pod.exited)}`];
  const message = pod.exited?.message === undefined || pod.exited.message === "" ? [] : [pod.exited.message];
  const log = pod.running === undefined || runLog.length === 0 ? exitLog : runLog;
  return [
    ...exit,
    ...message.map(tidy),
    ...syncErrors.slice(-1).map((error) => `kubelet: ${tidy(error)}`),
    ...logEvidence(log),
  ];
}

/** The last lines of a log, as evidence. */
export function logEvidence(lines: readonly string[], count = LINES): readonly string[] {
  return lines
    .filter((line) => line.trim() !== "")
    .slice(-count)
    .map((line) => `log: ${tidy(line)}`);
}

/** One line of evidence: redacted, and cut where it is endless. */
export function tidy(line: string): string {
  const clean = redact(line);
  return clean.length <= LINE_LENGTH ? clean : `${clean.slice(0, LINE_LENGTH)}…`;
}
