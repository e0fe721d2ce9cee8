import { COMPONENTS } from "../../src/domain/component.ts";
import { redact } from "../../src/diagnose/redact.ts";
import { logUnreadable, noLog, whichContainer } from "../../src/errors/logs.ts";
import { badArgument } from "../../src/errors/usage.ts";
import type { LogLine } from "../../src/observed/logs/cri-log-parser.ts";
import { findLogInstances, type LogInstances } from "../../src/observed/logs/find-log-instances.ts";
import { followLog } from "../../src/observed/logs/follow-log.ts";
import type { LogInstance } from "../../src/observed/logs/log-instance.ts";
import { podsWithLogs, type PodFilter } from "../../src/observed/logs/pod-log-files.ts";
import { readLogLines } from "../../src/observed/logs/read-log-lines.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { lookAtHost } from "../look-at-host.ts";
import { describeInstance, describeRest } from "../output/describe-log-instance.ts";

export interface LogsOptions {
  readonly container?: string;
  readonly follow?: boolean;
  readonly previous?: boolean;
  readonly tail?: string;
  readonly timestamps?: boolean;
  readonly output: OutputFormat;
}

const RUNTIME_ANSWERS_IN_MS = 2_000;

/** Prints what a container of a static Pod has printed, from the kubelet's files: no API, no exec. */
export async function logs(context: CommandContext, name: string, options: LogsOptions): Promise<void> {
  const count = tailOf(options.tail);
  const ports = compose(context);
  const { criSocket, nodeName } = await lookAtHost(ports, context);
  const runtime = ports.runtimeAt(criSocket, RUNTIME_ANSWERS_IN_MS);
  const isAskedFor = podNamed(name, nodeName);
  const find = async () =>
    ofContainer(name, await findLogInstances({ files: ports.files, runtime }, isAskedFor), options);
  const seen = await find();
  const instance = seen.instances.at(options.previous === true ? -2 : -1);
  if (instance === undefined) {
    throw noLog(options.previous === true ? `an earlier instance of ${name}` : name, await whatIs(ports, seen), [
      `steadyplane explain ${COMPONENTS.find((component) => component === name) ?? name}`,
    ]);
  }
  describeRest(instance, seen, ports.clock.now()).forEach((line) => context.say(line));
  const show = (lines: readonly LogLine[], of: LogInstance): void => print(context, lines, of, options);
  try {
    await (options.follow === true && options.previous !== true
      ? follow(context, ports, { instance, count, show, newest: async () => (await find()).instances.at(-1) })
      : printAll(ports, instance, count, show));
  } catch (error) {
    throw isSystemError(error) ? logUnreadable(instance.path, error.code, error) : error;
  }
}

function tailOf(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!/^\d{1,9}$/u.test(text)) {
    throw badArgument("--tail", `takes a number of lines, not ${JSON.stringify(text)}`, "--tail 50");
  }
  return Number(text);
}

/** A component's own Pod, or any whose name is given with the node's at its end or without. */
function podNamed(name: string, nodeName: string): PodFilter {
  return (podName) => podName === name || podName === `${name}-${nodeName.toLowerCase()}`;
}

function ofContainer(pod: string, seen: LogInstances, { container }: LogsOptions): LogInstances {
  const names = [...new Set(seen.instances.map((instance) => instance.container))];
  if (container === undefined && names.length > 1) {
    throw whichContainer(pod, names);
  }
  return {
    ...seen,
    instances: seen.instances.filter((instance) => container === undefined || instance.container === container),
  };
}

async function whatIs({ files }: HostPorts, { instances, runtimeAway }: LogInstances): Promise<readonly string[]> {
  const others = instances.length > 0 ? [] : await podsWithLogs(files);
  return [
    ...(runtimeAway === undefined ? [] : [`the container runtime does not answer: ${runtimeAway}`]),
    ...instances.map((instance) => describeInstance(instance)),
    ...(others.length === 0 ? [] : [`Pods with logs: ${others.join(", ")}`]),
  ];
}

type Show = (lines: readonly LogLine[], instance: LogInstance) => void;

async function printAll(ports: HostPorts, instance: LogInstance, count: number | undefined, show: Show): Promise<void> {
  let kept: readonly LogLine[] = [];
  for await (const lines of readLogLines(ports.growing, instance)) {
    if (count === undefined) {
      show(lines, instance);
    } else {
      kept = last([...kept, ...lines], count);
    }
  }
  show(kept, instance);
}

interface Following {
  readonly instance: LogInstance;
  readonly count: number | undefined;
  readonly show: Show;
  readonly newest: () => Promise<LogInstance | undefined>;
}

async function follow(context: CommandContext, ports: HostPorts, following: Following): Promise<void> {
  const { count, show, newest } = following;
  let { instance } = following;
  let kept: readonly LogLine[] = [];
  for await (const part of followLog(ports, instance, { newest, signal: context.signal })) {
    if (context.isOutputGone()) {
      return;
    }
    if (part.instance !== instance) {
      ({ instance } = part);
      context.say(`It was started again: ${describeInstance(instance)}`);
    }
    if (part.isFirst && count !== undefined) {
      kept = last([...kept, ...part.lines], count);
      show(part.lines.length === 0 ? kept : [], instance);
    } else {
      show(part.lines, instance);
    }
  }
  context.signal.throwIfAborted();
}

function last(lines: readonly LogLine[], count: number): readonly LogLine[] {
  return count === 0 ? [] : lines.slice(-count);
}

function print(
  context: CommandContext,
  lines: readonly LogLine[],
  { podName, container, attempt }: LogInstance,
  { output, timestamps }: LogsOptions,
): void {
  if (lines.length === 0) {
    return;
  }
  const texts = lines.map(({ at, stream, text }) => {
    const clean = redact(text);
    if (output === "json") {
      return JSON.stringify({ kind: "line", pod: podName, container, attempt, at, stream, text: clean });
    }
    return timestamps === true ? `${at ?? "-"} ${stream} ${clean}` : clean;
  });
  context.print(texts.join("\n"));
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" && /^E[A-Z]+$/u.test(error.code);
}
