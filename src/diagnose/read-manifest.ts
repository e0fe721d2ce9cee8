import { parse } from "yaml";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { FileSystem, Read } from "../ports/file-system.ts";

/** What diagnosing needs of a static Pod's manifest. */
export interface ManifestFacts {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: "Always" | "IfNotPresent" | "Never";
  /** `command`, then `args`, of the first container. */
  readonly command: readonly string[];
}

/** The manifest at `path`. One that does not hold a Pod with a container is unreadable, and `reason` says so. */
export async function readManifest(files: FileSystem, path: AbsolutePath): Promise<Read<ManifestFacts>> {
  const read = await files.readText(path);
  return read.kind === "present" ? parsedOnce(read.value) : read;
}

/** Texts that were read lately: while waiting the same few are read again and again. */
const parsed = new Map<string, Read<ManifestFacts>>();
const REMEMBERED = 16;

function parsedOnce(text: string): Read<ManifestFacts> {
  const known = parsed.get(text);
  if (known !== undefined) {
    return known;
  }
  const manifest = parseManifest(text);
  if (parsed.size >= REMEMBERED) {
    parsed.clear();
  }
  parsed.set(text, manifest);
  return manifest;
}

interface PodDocument {
  readonly metadata?: { readonly name?: unknown };
  readonly spec?: { readonly containers?: readonly ContainerDocument[] };
}
interface ContainerDocument {
  readonly image?: unknown;
  readonly imagePullPolicy?: unknown;
  readonly command?: unknown;
  readonly args?: unknown;
}

function parseManifest(text: string): Read<ManifestFacts> {
  try {
    const document = parse(text) as PodDocument | null;
    const container = document?.spec?.containers?.[0];
    if (container === undefined) {
      return { kind: "unreadable", reason: "it holds no Pod with a container" };
    }
    return { kind: "present", value: factsOf(document?.metadata?.name, container) };
  } catch (error) {
    return { kind: "unreadable", reason: error instanceof Error ? firstLine(error.message) : "not YAML" };
  }
}

function factsOf(name: unknown, container: ContainerDocument): ManifestFacts {
  const policy = container.imagePullPolicy;
  return {
    name: typeof name === "string" ? name : "",
    image: typeof container.image === "string" ? container.image : "",
    imagePullPolicy: policy === "Always" || policy === "Never" ? policy : "IfNotPresent",
    command: [...strings(container.command), ...strings(container.args)],
  };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
