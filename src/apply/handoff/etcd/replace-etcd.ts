import { couldNotRead } from "../../../errors/apply.ts";
import { etcdNotReached } from "../../../errors/etcd.ts";
import { ToolError } from "../../../errors/tool-error.ts";
import type { Canonical } from "../handoff.ts";
import type { HandoffEffects, HandoffSubject } from "../handoff-context.ts";
import { type Instance, runningInstances } from "../instances.ts";
import { placeManifest } from "../place-manifest.ts";
import { startAtOnce } from "../start-at-once.ts";
import { explain, watchOver } from "../watch-over.ts";
import { withEtcd } from "../with-etcd.ts";
import { awaitHolder } from "./await-holder.ts";
import { awaitWaiting } from "./await-waiting.ts";
import { type EtcdLayout, readEtcdLayout } from "./etcd-layout.ts";
import { ETCD_TABLE } from "./etcd-table.ts";
import { exchange, replaceAlone } from "./exchange.ts";
import { giveBack } from "./give-back.ts";
import { isServing } from "./is-serving.ts";
import { isStopping } from "./is-stopping.ts";
import { startSecond } from "./start-second.ts";
import { takeOver } from "./take-over.ts";
import { yieldLeadership } from "./yield-leadership.ts";

const STEADY_MS = 300;
/** The kubelet's back-off, and some. */
const STAND_IN_LIMIT_MS = 30_000;
// After about 250 s the kubelet's startup probe ends the canonical instance, which only waits meanwhile.
const LONGEST_SOAK_MS = 150_000;

/** {@link Handoff.replace} for etcd: what is to be done follows from who runs and who has the data. */
export async function replaceEtcd(
  subject: HandoffSubject,
  canonical: Canonical,
  effects: HandoffEffects,
): Promise<void> {
  if ((await effects.files.status(subject.second.path)).kind === "absent") {
    // A run was killed while it removed the second instance.
    await giveBack(subject, effects);
  }
  const layout = await readEtcdLayout(subject, effects);
  const needsChange = await isToBeChanged(subject, canonical, effects);
  const holder = await awaitHolder(subject, layout, effects);
  if (holder === undefined) {
    // What the second one has failed with, the new one has not.
    await giveBack(subject, effects);
    return replaceAlone(subject, canonical, needsChange, effects);
  }
  const running = await runningInstances(subject, effects.runtime);
  const [old] = running.canonical;
  const second = running.second[0] ?? (needsChange ? await startStandIn(subject, effects) : undefined);
  if (second === undefined) {
    await effects.packets.remove(ETCD_TABLE);
    return replaceAlone(subject, canonical, needsChange, effects);
  }
  const since = effects.clock.now();
  if (holder === "second") {
    await keepTranslating(layout, effects);
    await (needsChange ? exchange(subject, canonical, old, effects) : undefined);
  } else if (needsChange || (await isStopping(layout.canonical, effects))) {
    await handOver(subject, { canonical, layout, old, second }, effects);
  } else {
    // The canonical instance is what it should be, and serves.
    return;
  }
  await proveBoth(subject, layout, { since, before: needsChange ? old : undefined, second }, effects);
}

async function isToBeChanged(
  { manifest }: HandoffSubject,
  { text, areInputsPlaced }: Canonical,
  { files }: HandoffEffects,
): Promise<boolean> {
  const there = await files.readText(manifest.path);
  return there.kind !== "present" || there.value !== text || !(await areInputsPlaced());
}

/** A second instance for a canonical one that serves and has none, where one can be had. */
async function startStandIn(subject: HandoffSubject, effects: HandoffEffects): Promise<Instance | undefined> {
  try {
    return await startSecond({ ...subject, healthTimeoutMs: STAND_IN_LIMIT_MS }, effects);
  } catch (error) {
    subject.signal.throwIfAborted();
    if (!(error instanceof ToolError)) {
      throw error;
    }
    // What it was made for is being undone, and may be why it does not start.
    await giveBack(subject, effects);
    return undefined;
  }
}

interface Handover {
  readonly canonical: Canonical;
  readonly layout: EtcdLayout;
  readonly old: Instance | undefined;
  readonly second: Instance;
}

async function handOver(
  subject: HandoffSubject,
  { canonical, layout, old, second }: Handover,
  effects: HandoffEffects,
): Promise<void> {
  // Of a run that was killed: as long as the second one only waits, connections are lost there, ours among them.
  await effects.packets.stopTranslating(ETCD_TABLE);
  if (await isServing(layout.canonical, effects)) {
    await yieldLeadership(subject, layout.canonical.clientPort, effects);
  }
  const before = await effects.files.readText(subject.manifest.path);
  if (before.kind !== "present") {
    throw couldNotRead(subject.manifest.path, before.kind === "absent" ? "ENOENT" : before.reason);
  }
  say(subject, effects, "the second instance takes the data directory over");
  let isWritten = false;
  await takeOver(
    subject,
    {
      layout,
      old,
      second,
      place: async () => (isWritten = await placeManifest(subject, canonical.text, effects)),
      placeBack: async () => void (await placeManifest(subject, before.value, effects)),
      whenGone: canonical.placeInputs,
    },
    effects,
  );
  await checkServes(subject, layout, second, effects);
  if (isWritten) {
    await startAtOnce(`${subject.component}-${subject.nodeName}`, old?.configHash, effects, subject.signal);
  }
}

interface Proof {
  /** When the change began, milliseconds since 1970. */
  readonly since: number;
  /** The instance that must not be taken for the new one. */
  readonly before: Instance | undefined;
  readonly second: Instance;
}

/** The new canonical instance waits for the data, and the second one goes on serving through the soak time. */
async function proveBoth(
  subject: HandoffSubject,
  layout: EtcdLayout,
  { since, before, second }: Proof,
  effects: HandoffEffects,
): Promise<void> {
  const { clock } = effects;
  const startedAt = clock.monotonicMs();
  say(subject, effects, "the second instance serves, the canonical one starts");
  const expected = {
    which: "canonical",
    since: before === undefined ? undefined : since,
    port: layout.canonical.clientPort,
    isMeant: ({ containerId }: Instance): boolean => containerId !== before?.containerId,
    // Without it nobody has the data, so each moment counts.
    meanwhile: async () => checkSame(subject, second, clock.monotonicMs() - startedAt, effects),
  } as const;
  await awaitWaiting(subject, expected, effects);
  say(subject, effects, "the canonical instance waits for the data directory");
  await keepTranslating(layout, effects);
  await checkSame(subject, second, clock.monotonicMs() - startedAt, effects);
  const left = Math.min(subject.soakMs, LONGEST_SOAK_MS) - (clock.monotonicMs() - startedAt);
  await watchOver(subject, "second", Math.max(0, left), effects, async () => {
    await keepTranslating(layout, effects);
    return undefined;
  });
}

/**
 * One that cannot use its certificate answers for a moment, and one that clients do not trust goes on answering. While it
 * serves nobody, each moment counts.
 */
async function checkServes(
  subject: HandoffSubject,
  { second: { clientPort } }: EtcdLayout,
  second: Instance,
  effects: HandoffEffects,
): Promise<void> {
  await effects.clock.sleep(STEADY_MS);
  await checkSame(subject, second, STEADY_MS, effects);
  try {
    await withEtcd(clientPort, effects, async (etcd) => etcd.status());
  } catch (error) {
    throw error instanceof ToolError ? error : etcdNotReached(error);
  }
}

async function checkSame(
  subject: HandoffSubject,
  second: Instance,
  afterMs: number,
  effects: HandoffEffects,
): Promise<void> {
  const [now] = (await runningInstances(subject, effects.runtime)).second;
  if (now?.containerId !== second.containerId) {
    throw await explain(subject, "second", { isSame: false, wrong: undefined, afterMs }, effects);
  }
}

/** A firewall that loads its rules anew takes ours away. */
async function keepTranslating(layout: EtcdLayout, { packets }: HandoffEffects): Promise<void> {
  const tables = await packets.tables();
  if (!tables.some(({ name, isTranslating }) => name === ETCD_TABLE && isTranslating)) {
    await packets.translate(ETCD_TABLE, layout.translations);
  }
}

function say({ component }: HandoffSubject, { reporter }: HandoffEffects, detail: string): void {
  reporter.notify({ kind: "stage-detail", stage: component, detail });
}
