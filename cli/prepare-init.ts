import { CONFIGURATION_FILE } from "../src/apply/init/write-marker.ts";
import { makeToken } from "../src/apply/tokens/make-token.ts";
import { type Addition, fillIn } from "../src/config/fill-in.ts";
import { flagsThatConflictWithConfig } from "../src/config/mixed-flags.ts";
import { normalise } from "../src/config/normalise.ts";
import { printConfiguration } from "../src/config/print-configuration.ts";
import { readConfiguration } from "../src/config/read-configuration.ts";
import { withFlags } from "../src/config/with-flags.ts";
import type { WrittenConfig } from "../src/config/written-config.ts";
import { absolute } from "../src/domain/absolute-path.ts";
import type { ClusterSpec } from "../src/domain/cluster-spec.ts";
import type { HostFacts, NodeSpec } from "../src/domain/node-spec.ts";
import type { ToolSpec } from "../src/domain/tool-spec.ts";
import { configProblemsError, configUnreadable, flagsConflictWithConfig } from "../src/errors/config.ts";
import { resolve } from "node:path";
import type { HostPorts } from "./compose.ts";
import type { CommandContext } from "./context.ts";
import type { InitOptions } from "./options/init-options.ts";

/** Everything that a configuration and flags decide, on this host. */
export interface Prepared {
  readonly cluster: ClusterSpec;
  readonly node: NodeSpec;
  readonly tool: ToolSpec;
  /** As it is kept: the user's file with its comments, or without one the defaults written out. */
  readonly configurationText: string;
  /** Asked for on the command line or, as kubeadm has it, in the file. */
  readonly isDryRun: boolean;
}

/** A configuration's text, and what to call it in messages. */
export interface ConfigurationSource {
  readonly file: string;
  readonly text: string;
}

export interface PrepareSettings {
  /** Fields to fill in where the configuration states nothing. */
  readonly additions?: readonly Addition[];
  readonly facts: (written: WrittenConfig) => Promise<HostFacts>;
  /** Whether the configuration of an earlier run is used where none is named. */
  readonly usesStored: boolean;
  /** A configuration that was read already, instead of any file. */
  readonly source?: ConfigurationSource;
}

/** Reads the configuration of `options`, checks it and fills in what it leaves open. Rejects with every mistake in it at once. */
export async function prepareInit(
  context: CommandContext,
  options: InitOptions,
  ports: Pick<HostPorts, "files" | "entropy">,
  { additions = [], facts, usesStored, source }: PrepareSettings,
): Promise<Prepared> {
  refuseMixing(options);
  const file = source ?? (await sourceOf(options, ports, usesStored));
  const plain = unwrap(readConfiguration(file));
  for (const warning of plain.warnings) {
    context.say(`warning: ${warning}`);
  }
  const all = [...additions, ...profileOf(options)];
  const filled = all.length === 0 ? file : { file: file?.file ?? "defaults", text: fillIn(file?.text, all) };
  const read = filled === file ? plain : unwrap(readConfiguration(filled));
  const { written } = unwrap(withFlags(read.written, flagsOf(options)));
  const normalised = unwrap(
    normalise(written, await facts(written), {
      makeToken: () => makeToken(ports.entropy),
    }),
  );
  for (const warning of normalised.warnings) {
    context.say(`warning: ${warning}`);
  }
  // Flags say what no file says: then all is written out, so that the next run needs neither.
  const isWholeInFile =
    options.config !== undefined || Object.values(flagsOf(options)).every((flag) => flag === undefined);
  const configurationText = (isWholeInFile ? filled?.text : undefined) ?? writtenOut(normalised);
  return { ...normalised, configurationText, isDryRun: options.dryRun === true || written.init.dryRun === true };
}

/** The profile asked for on the command line, as the configuration says it: the next run must find it there. */
function profileOf({ profile }: InitOptions): readonly Addition[] {
  const path = ["profile"];
  return profile === undefined
    ? []
    : [
        {
          apiVersion: "steadyplane.dev/v1alpha1",
          kind: "SteadyplaneConfiguration",
          path,
          value: profile,
          isCertain: true,
        },
      ];
}

// Without the token: it is made anew by each run, and gone after a day.
function writtenOut({ cluster, node, tool }: Pick<Prepared, "cluster" | "node" | "tool">): string {
  return printConfiguration(cluster, { ...node, bootstrapTokens: [] }, { revealTokens: true, tool });
}

function refuseMixing(options: InitOptions): void {
  if (options.config === undefined) {
    return;
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== false);
  const conflicting = flagsThatConflictWithConfig(given.map(([name]) => dashed(name)));
  if (conflicting.length > 0) {
    throw flagsConflictWithConfig(conflicting);
  }
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

async function sourceOf(
  options: InitOptions,
  { files }: Pick<HostPorts, "files">,
  usesStored: boolean,
): Promise<ConfigurationSource | undefined> {
  if (options.config !== undefined) {
    const text = await files.readText(absolute(resolve(options.config)));
    if (text.kind !== "present") {
      throw configUnreadable(options.config, text.kind === "unreadable" ? text.reason : "there is no such file");
    }
    return { file: options.config, text: text.value };
  }
  if (!usesStored) {
    return undefined;
  }
  const stored = await files.readText(CONFIGURATION_FILE);
  if (stored.kind === "unreadable") {
    throw configUnreadable(CONFIGURATION_FILE, stored.reason);
  }
  return stored.kind === "present" ? { file: CONFIGURATION_FILE, text: stored.value } : undefined;
}

function flagsOf({
  config: _config,
  profile: _profile,
  dryRun: _dryRun,
  yes: _yes,
  output: _output,
  ...flags
}: InitOptions) {
  return flags;
}

type Checked<T> =
  | ({ readonly kind: "valid" } & T)
  | { readonly kind: "invalid"; readonly problems: Parameters<typeof configProblemsError>[0] };

function unwrap<T>(checked: Checked<T>): T {
  if (checked.kind === "invalid") {
    throw configProblemsError(checked.problems);
  }
  return checked;
}
