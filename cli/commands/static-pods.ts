import { join, resolve } from "node:path";
import {
  directoryEntries,
  findEntry,
  type SeenFile,
  type StaticPodEntry,
} from "../../src/config/static-pod/directory-entries.ts";
import type { KubeletPlaces } from "../../src/diagnose/explain/chain-input.ts";
import { seeStaticPod } from "../../src/diagnose/explain/explain-static-pod.ts";
import { readStaticPodFile } from "../../src/diagnose/explain/find-static-pod.ts";
import { type AbsolutePath, absolute, nameOf } from "../../src/domain/absolute-path.ts";
import { noSuchPod } from "../../src/errors/explain.ts";
import { noStaticPodDirectory, staticPodFileUnreadable } from "../../src/errors/static-pods.ts";
import { runningStaticPods } from "../../src/observed/static-pods/running-static-pods.ts";
import { seeStaticPodFiles } from "../../src/observed/static-pods/see-static-pod-files.ts";
import { namesOf } from "../../src/plan/static-pods/decide-removal.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { kubeletPlaces } from "../kubelet-places.ts";
import { lookAtHost } from "../look-at-host.ts";
import { describeLint, isAccepted, lintAsJson } from "../output/describe-lint.ts";
import { describeShownPod, shownPodAsJson } from "../output/describe-shown-pod.ts";
import { describeStaticPods, staticPodsAsJson } from "../output/describe-static-pods.ts";

const RUNTIME_ANSWERS_IN_MS = 2_000;

interface Options {
  readonly output: OutputFormat;
}

/** Prints what the kubelet makes of each file in its directory. */
export async function list(context: CommandContext, { output }: Options): Promise<void> {
  const ports = compose(context);
  const places = await kubeletPlaces(ports);
  const { nodeName, criSocket } = await lookAtHost(ports, context, places.configPath);
  const [entries, running] = await Promise.all([
    entriesOf(ports, places.staticPodPath, nodeName),
    runningStaticPods(ports.runtimeAt(criSocket, RUNTIME_ANSWERS_IN_MS)),
  ]);
  const seen = { places, entries, running };
  context.print(output === "json" ? JSON.stringify(staticPodsAsJson(seen)) : describeStaticPods(seen));
}

/** Prints one static Pod: its file, its identity, and what runs of it. */
export async function show(context: CommandContext, name: string, { output }: Options): Promise<void> {
  const ports = compose(context);
  const places = await kubeletPlaces(ports);
  const node = await lookAtHost(ports, context, places.configPath);
  const entries = await entriesOf(ports, places.staticPodPath, node.nodeName);
  const entry = findEntry(entries, name);
  if (entry === undefined) {
    throw noSuchPod(name, namesOf(entries), places.staticPodPath);
  }
  if (entry.kind === "unreadable") {
    throw staticPodFileUnreadable(entry.path, entry.reason);
  }
  if (entry.identity === undefined) {
    // There is no Pod to show, only why there is none.
    context.print(output === "json" ? JSON.stringify(lintAsJson([entry])) : describeLint([entry]));
    return;
  }
  const diagnosing = { ...ports, runtime: ports.runtimeAt(node.criSocket, RUNTIME_ANSWERS_IN_MS) };
  const expectation = await node.expectation();
  const { identity } = entry;
  const file = await readStaticPodFile(ports.files, entry.path);
  if (file === undefined) {
    throw noSuchPod(name, namesOf(entries), places.staticPodPath);
  }
  const { snapshot, pod } = await seeStaticPod(diagnosing, expectation, places, file, identity.name);
  const runtimeAway = snapshot.runtime.kind === "away" ? snapshot.runtime.reason : undefined;
  const shown = { entry, identity, seen: pod, runtimeAway };
  context.print(output === "json" ? JSON.stringify(shownPodAsJson(shown)) : describeShownPod(shown));
}

export interface LintOptions extends Options {
  readonly nodeName?: string;
}

/**
 * Prints what a kubelet would make of a file, of all files of a directory, or of this host's. Resolves to the exit status:
 * 1 where it would not run one. Needs no kubelet, and nothing but to read the files.
 */
export async function lint(context: CommandContext, path: string | undefined, options: LintOptions): Promise<number> {
  const ports = compose(context);
  const entries =
    path === undefined
      ? await entriesOfHost(context, ports, options.nodeName)
      : await entriesAt(ports, absolute(resolve(path)), path, options.nodeName);
  context.print(options.output === "json" ? JSON.stringify(lintAsJson(entries)) : describeLint(entries));
  return entries.every(isAccepted) ? 0 : 1;
}

async function entriesOfHost(
  context: CommandContext,
  ports: HostPorts,
  nodeName: string | undefined,
): Promise<readonly StaticPodEntry[]> {
  const places: KubeletPlaces = await kubeletPlaces(ports);
  const name = nodeName ?? (await lookAtHost(ports, context, places.configPath)).nodeName;
  return entriesOf(ports, places.staticPodPath, name);
}

/** Paths stay as they were typed, so that an editor finds them from where the command was run. */
async function entriesAt(
  ports: HostPorts,
  path: AbsolutePath,
  written: string,
  nodeName: string | undefined,
): Promise<readonly StaticPodEntry[]> {
  const text = await ports.files.readText(path);
  if (text.kind === "unreadable" && text.reason === "EISDIR") {
    const seen = await filesOf(ports, path);
    return directoryEntries(
      seen.map((file) => ({ ...file, path: join(written, nameOf(file.path)) as AbsolutePath })),
      nodeName,
    );
  }
  if (text.kind !== "present") {
    throw staticPodFileUnreadable(written, text.kind === "absent" ? "it is not there" : text.reason);
  }
  return directoryEntries([{ kind: "file", path: written as AbsolutePath, text: text.value }], nodeName);
}

async function entriesOf(
  ports: Pick<HostPorts, "files">,
  directory: AbsolutePath,
  nodeName: string | undefined,
): Promise<readonly StaticPodEntry[]> {
  return directoryEntries(await filesOf(ports, directory), nodeName);
}

async function filesOf({ files }: Pick<HostPorts, "files">, directory: AbsolutePath): Promise<readonly SeenFile[]> {
  const seen = await seeStaticPodFiles(files, directory);
  if (seen.kind !== "present") {
    const problem = seen.kind === "absent" ? "is not there" : `cannot be listed (${seen.reason})`;
    throw noStaticPodDirectory(directory, problem);
  }
  return seen.value;
}
