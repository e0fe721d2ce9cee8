import { resolve } from "node:path/posix";
import { type AbsolutePath, absolute } from "../../domain/absolute-path.ts";
import type { StaticPodPathStatement, StaticPodPathView } from "../../domain/static-pod-path-view.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Processes } from "../../ports/processes.ts";
import { findKubeletCommandLines } from "./find-kubelet-command-lines.ts";
import { flagValue } from "./flag-value.ts";
import type { KubeletCommandLine } from "./kubelet-command-line.ts";
import { dropInFiles, readConfiguredPath } from "./read-configured-path.ts";

const DEFAULT_PATH = absolute("/etc/kubernetes/manifests");
/** The kubelet configuration that applying a configuration writes. */
const WRITTEN_CONFIG = absolute("/var/lib/kubelet/config.yaml");

/** Of two statements the kubelet follows the one with the higher rank. */
const RANK = { file: 0, wanted: 1, "drop-in": 2, flag: 3 } as const;
type Ranked = StaticPodPathStatement & { readonly rank: number };
interface Statements {
  readonly said: readonly Ranked[];
  readonly unreadable: StaticPodPathView["unreadable"];
}

/**
 * Where the kubelet of this host reads manifests, from every source that can say so. `wanted` is the staticPodPath
 * of the configuration that is being applied: it will stand in the kubelet's configuration file, so what stands
 * there now does not disagree with it. Where nothing says anything: /etc/kubernetes/manifests.
 */
export async function findStaticPodPath(
  ports: { readonly files: FileSystem; readonly processes: Processes },
  wanted?: string,
): Promise<StaticPodPathView> {
  const { lines, unreadable } = await findKubeletCommandLines(ports);
  const found = await Promise.all(lines.map((line) => statementsOf(ports.files, line)));
  const said = withoutRepetition([
    ...found.flatMap((statements) => statements.said),
    ...(wanted === undefined || wanted === "" ? [] : [wantedStatement(wanted)]),
  ]);
  const [chosen = { source: "the default", path: DEFAULT_PATH, rank: RANK.file }] = said;
  return {
    source: chosen.source,
    path: chosen.path,
    agreements: said.filter(({ path, source }) => path === chosen.path && source !== chosen.source).map(sourceOf),
    disagreements: said
      .filter(({ path, source }) => path !== chosen.path && !isReplaced(source, wanted))
      .map(({ source, path }) => ({ source, path })),
    unreadable: withoutRepetition([...unreadable, ...found.flatMap((statements) => statements.unreadable)]),
  };
}

async function statementsOf(files: FileSystem, { source, args }: KubeletCommandLine): Promise<Statements> {
  const flag = flagValue(args, "pod-manifest-path") ?? "";
  const [config, dropInDirectory] = [flagValue(args, "config") ?? "", flagValue(args, "config-dir") ?? ""];
  const dropIns = dropInDirectory.startsWith("/")
    ? await dropInFiles(files, absolute(dropInDirectory))
    : { paths: [], unreadable: [] };
  const base = config.startsWith("/") ? await statementsIn(files, [absolute(config)], RANK.file) : NOTHING;
  const merged = await statementsIn(files, dropIns.paths, RANK["drop-in"]);
  const flagged = flag.startsWith("/")
    ? [{ source: `--pod-manifest-path of ${source}`, path: normal(flag), rank: RANK.flag }]
    : [];
  return {
    // Of the drop-ins the last one counts; the kubelet merges those before it away.
    said: [...flagged, ...merged.said.slice(-1), ...base.said],
    unreadable: [...dropIns.unreadable, ...merged.unreadable, ...base.unreadable],
  };
}

const NOTHING: Statements = { said: [], unreadable: [] };

async function statementsIn(files: FileSystem, paths: readonly AbsolutePath[], rank: number): Promise<Statements> {
  const read = await Promise.all(
    paths.map(async (source) => ({ source, said: await readConfiguredPath(files, source) })),
  );
  return {
    said: read.flatMap(({ source, said }) => (said.kind === "says" ? [{ source, path: said.path, rank }] : [])),
    unreadable: read.flatMap(({ source, said }) =>
      said.kind === "unreadable" ? [{ source, reason: said.reason }] : [],
    ),
  };
}

function sourceOf({ source }: Ranked): string {
  return source;
}

function wantedStatement(wanted: string): Ranked {
  const path = absolute(resolve("/var/lib/kubelet", wanted));
  return { source: "the configuration that is applied", path, rank: RANK.wanted };
}

function isReplaced(source: string, wanted: string | undefined): boolean {
  return source === WRITTEN_CONFIG && wanted !== undefined && wanted !== "";
}

function normal(path: string): AbsolutePath {
  return absolute(resolve(path));
}

/** One for each source, the highest rank first. */
function withoutRepetition<T extends { readonly source: string; readonly rank?: number }>(
  items: readonly T[],
): readonly T[] {
  const bySource = new Map(items.map((item) => [item.source, item]));
  return [...bySource.values()].toSorted((a, b) => (b.rank ?? 0) - (a.rank ?? 0));
}
