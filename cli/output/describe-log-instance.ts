import { describeExit } from "../../src/diagnose/describe-exit.ts";
import type { LogInstances } from "../../src/observed/logs/find-log-instances.ts";
import type { LogInstance } from "../../src/observed/logs/log-instance.ts";

/** One start of a container: which, how it is or ended, where its log is. */
export function describeInstance({ podName, container, attempt, path, status, at }: LogInstance): string {
  const which = `${container} of ${podName}, attempt ${attempt + 1}`;
  if (status === undefined) {
    const time = at === 0 ? "" : `, last heard of ${rfc3339(at)}`;
    return `${which}${time}: ${path}`;
  }
  const state =
    status.state === "running"
      ? `running since ${rfc3339(status.startedAt)}`
      : status.state === "exited"
        ? `${describeExit({ ...status, attempt: 0 })} ${rfc3339(status.finishedAt)}`
        : status.state;
  return `${which}, ${state}: ${path}`;
}

/** What to know about the log that follows: whether its container runs, and where more is. Nothing where all is well. */
export function describeRest(
  instance: LogInstance,
  { instances, runtimeAway }: LogInstances,
  now: number,
): readonly string[] {
  const { status, packed } = instance;
  const isNewest = instance === instances.at(-1);
  const others = instances.filter((other) => other !== instance);
  const gone =
    runtimeAway !== undefined
      ? [`Whether it runs is not known, as the container runtime does not answer: ${runtimeAway}`]
      : isNewest && status?.state !== "running"
        ? [`It does not run. The last that is known: ${describeInstance(instance)}${ago(status?.finishedAt, now)}`]
        : [];
  const earlier = gone.length === 0 ? [] : others.map((other) => `Another instance: ${describeInstance(other)}`);
  const more = packed.length === 0 ? [] : [`Earlier lines are in ${packed.join(", ")}`];
  return [...gone, ...earlier, ...more];
}

function ago(at: number | undefined, now: number): string {
  return at === undefined || at === 0 ? "" : `, ${Math.max(0, Math.round((now - at) / 1000))} s ago`;
}

function rfc3339(ms: number): string {
  return new Date(ms).toISOString();
}
