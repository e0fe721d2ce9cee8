import { componentProbes } from "../../../diagnose/component-probes.ts";
import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import { readManifest } from "../../../diagnose/read-manifest.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { ifApiAnswers } from "../if-api-answers.ts";
import { readLease } from "./read-lease.ts";

const TIMEOUT_MS = 3_000;

/**
 * The identity in which an instance that runs now holds the lease: nobody but the process knows it, and its metrics tell
 * whether it leads. Undefined where it does not lead, or where that cannot be known.
 */
export async function heldIdentity(
  lease: ElectedLease,
  subject: HandoffSubject,
  which: "canonical" | "second",
  effects: HandoffEffects,
): Promise<string | undefined> {
  const other = which === "canonical" ? "second" : "canonical";
  const before = await ifApiAnswers(readLease(lease, effects.api));
  // One that has lost the lease believes in it for some seconds more: then the holder is another one, and lives.
  const isCertain =
    before?.holder.startsWith(`${subject.hostname}_`) === true &&
    (await leads(lease, subject, which, effects)) &&
    !(await leads(lease, subject, other, effects));
  const after = isCertain ? await ifApiAnswers(readLease(lease, effects.api)) : undefined;
  return after !== undefined && after.holder === before?.holder ? after.holder : undefined;
}

async function leads(
  { name }: ElectedLease,
  subject: HandoffSubject,
  which: "canonical" | "second",
  effects: HandoffEffects,
): Promise<boolean> {
  const url = await metricsUrl(subject, which, effects);
  if (url === undefined) {
    return false;
  }
  const { certPem, keyPem } = subject.access;
  const answer = await effects.http.request({ url, timeoutMs: TIMEOUT_MS, cert: certPem, key: keyPem.reveal() });
  return answer.kind === "answered" && answer.body.includes(`\nleader_election_master_status{name="${name}"} 1\n`);
}

async function metricsUrl(
  { component, address, manifest, second }: HandoffSubject,
  which: "canonical" | "second",
  { files }: HandoffEffects,
): Promise<string | undefined> {
  const facts = await readManifest(files, which === "canonical" ? manifest.path : second.path);
  const [probe] = facts.kind === "present" ? componentProbes(component, facts.value.command, address) : [];
  return probe === undefined ? undefined : new URL("/metrics", probe.url).href;
}
