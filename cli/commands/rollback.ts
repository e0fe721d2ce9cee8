import { CONFIGURATION_FILE } from "../../src/apply/init/write-marker.ts";
import { withSecretsOf } from "../../src/config/with-secrets-of.ts";
import { couldNotRead } from "../../src/errors/apply.ts";
import { notRoot } from "../../src/errors/usage.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { locked } from "../locked.ts";
import { prepareApply } from "../prepare-apply.ts";
import { recorded } from "../recorded.ts";
import { recoverFirst } from "../recover.ts";
import { requireFormerRevision, requireRevision } from "../require-revision.ts";
import { type ApplyOptions, applyPrepared } from "./apply.ts";

type RollbackOptions = Pick<ApplyOptions, "yes" | "output" | "strategy" | "overwriteDrift">;

/** Applies the configuration of an earlier revision, by default of the one before the latest. */
export async function rollback(
  context: CommandContext,
  number: string | undefined,
  options: RollbackOptions,
): Promise<void> {
  if (!context.isRoot) {
    throw notRoot("rollback");
  }
  const ports = compose(context);
  const work = async (watched: CommandContext, watchedPorts: HostPorts): Promise<void> =>
    goBack(watched, number, options, watchedPorts);
  await locked(context, ports, async () => recorded(context, ports, work));
}

async function goBack(
  context: CommandContext,
  number: string | undefined,
  options: RollbackOptions,
  ports: HostPorts,
): Promise<void> {
  await recoverFirst(context, options, ports);
  const { files } = ports;
  const kept = number === undefined ? await requireFormerRevision(files) : await requireRevision(number, files);
  const file = `revision ${kept.revision.number}`;
  const source = { file, text: await withStoredSecrets(kept.configuration, ports) };
  await applyPrepared(context, await prepareApply(context, options, ports, source), options, ports);
}

/** A revision has no tokens and no keys: those of today go on being used. */
async function withStoredSecrets(configuration: string, { files }: HostPorts): Promise<string> {
  const stored = await files.readText(CONFIGURATION_FILE);
  if (stored.kind === "unreadable") {
    throw couldNotRead(CONFIGURATION_FILE, stored.reason);
  }
  return stored.kind === "present" ? withSecretsOf(stored.value, configuration) : configuration;
}
