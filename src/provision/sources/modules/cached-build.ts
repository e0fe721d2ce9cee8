import { type AbsolutePath, below } from "../../../domain/absolute-path.ts";
import type { Reporter } from "../../../ports/reporter.ts";
import type { SourceProgress } from "../../../ports/source.ts";
import { checkCached, type CachePorts, storeInCache } from "./program-cache.ts";

/** Something that is made once and kept below its key. */
export interface CacheEntry {
  readonly cache: AbsolutePath;
  readonly key: string;
  /** For people: `kubelet`. */
  readonly title: string;
  /** Files that `make` leaves in the directory it is given. */
  readonly names: readonly string[];
  readonly make: (draft: AbsolutePath) => Promise<void>;
}

/**
 * The directory of `entry`, verified, made first where it is absent or damaged. Made elsewhere and renamed when
 * complete, so that a killed build leaves nothing that looks finished; of two at once the second waits.
 */
export async function cachedBuild(
  entry: CacheEntry,
  ports: CachePorts & { readonly reporter: Reporter },
  progress: SourceProgress,
): Promise<AbsolutePath> {
  const directory = below(entry.cache, entry.key);
  if ((await checkCached(directory, ports)).kind === "intact") {
    return directory;
  }
  await ports.store.makeDirectories(entry.cache);
  const onWait = (): void => progress(`waiting for another run that makes ${entry.title}`);
  await ports.store.exclusively(below(entry.cache, `.${entry.key}.lock`), onWait, () =>
    makeUnlessMade(entry, directory, ports),
  );
  return directory;
}

async function makeUnlessMade(
  entry: CacheEntry,
  directory: AbsolutePath,
  ports: CachePorts & { readonly reporter: Reporter },
): Promise<void> {
  const cached = await checkCached(directory, ports);
  if (cached.kind === "intact") {
    return;
  }
  if (cached.kind === "damaged") {
    ports.reporter.notify({ kind: "warning", text: `${cached.reason}; ${entry.title} is made again` });
    await ports.store.removeTree(directory);
  }
  const draft = below(entry.cache, `.${entry.key}.draft`);
  // Of a run that was killed: nobody else works here while we hold the lock.
  await ports.store.removeTree(draft);
  await ports.store.makeDirectories(draft);
  await entry.make(draft);
  await storeInCache(draft, directory, entry.names, ports);
}
