import { resolve } from "node:path";
import { absolute, nameOf } from "../../src/domain/absolute-path.ts";
import { type Bundle, collectBundle } from "../../src/diagnose/support/collect-bundle.ts";
import { knownSecrets } from "../../src/diagnose/support/known-secrets.ts";
import { systemCode, writeFailed } from "../../src/errors/apply.ts";
import { bundleExists } from "../../src/errors/support.ts";
import { declined, needsYes } from "../../src/errors/usage.ts";
import { compose } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { table } from "../output/table.ts";
import { supportParts } from "../support-parts.ts";

export interface BundleOptions {
  readonly out?: string;
  readonly yes?: boolean;
  readonly output: OutputFormat;
}

/** Puts what somebody else needs to help into one archive, after its content was shown and a question was answered. */
export async function supportBundle(context: CommandContext, options: BundleOptions): Promise<void> {
  if (options.yes !== true && context.ask === undefined) {
    throw needsYes("support-bundle");
  }
  const ports = compose(context);
  const { files, clock, archives } = ports;
  const now = clock.now();
  const path = absolute(resolve(options.out ?? `steadyplane-support-${stamp(now)}.tar.gz`));
  const there = await files.status(path);
  if (there.kind === "present") {
    throw bundleExists(path);
  }
  const [parts, known] = await Promise.all([supportParts(context, ports), knownSecrets(files)]);
  const bundle = await collectBundle(parts, known, clock);
  context.say(contents(bundle));
  if (options.yes !== true && (await context.ask?.(`Write ${path}?`)) !== true) {
    throw declined();
  }
  context.signal.throwIfAborted();
  try {
    // In a directory of its own, wherever it is unpacked.
    const directory = nameOf(path).replace(/\.(?:tar\.gz|tgz)$/u, "");
    const entries = bundle.entries.map((entry) => ({ ...entry, path: `${directory}/${entry.path}` }));
    await archives.writeNew(path, entries, now);
  } catch (cause) {
    throw systemCode(cause) === "EEXIST" ? bundleExists(path) : writeFailed(path, cause);
  }
  context.print(
    options.output === "json"
      ? JSON.stringify({
          kind: "result",
          path,
          files: bundle.entries.map((entry) => entry.path),
          missing: bundle.missing,
        })
      : `${path} was written. Look into it before you hand it on: tar -xzf ${path}`,
  );
}

/** 20260131T120000Z. */
function stamp(now: number): string {
  return `${new Date(now).toISOString().replace(/[-:]|\.\d+/gu, "")}`;
}

function contents({ entries, missing }: Bundle): string {
  return [
    "The bundle holds, without secrets:",
    table(entries.map(({ path, text }) => [`  ${path}`, `${text.length}`])),
    ...(missing.length === 0 ? [] : ["It lacks:", ...missing.map(({ path, reason }) => `  ${path}: ${reason}`)]),
  ].join("\n");
}
