import { CONFIGURATION_FILE } from "../../src/apply/init/write-marker.ts";
import { removeTree } from "../../src/apply/remove-tree.ts";
import { type AbsolutePath, absolute, below } from "../../src/domain/absolute-path.ts";
import { configUnreadable } from "../../src/errors/config.ts";
import { notInitialised } from "../../src/errors/plan.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { configurationMoved, needsTerminal, notRoot } from "../../src/errors/usage.ts";
import type { FileSystem } from "../../src/ports/file-system.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { locked } from "../locked.ts";
import { formatError } from "../output/format-error.ts";
import { type PreparedApply, prepareApply } from "../prepare-apply.ts";
import { recorded } from "../recorded.ts";
import { recoverFirst } from "../recover.ts";
import { type ApplyOptions, applyPrepared } from "./apply.ts";

type EditOptions = Pick<ApplyOptions, "strategy" | "overwriteDrift">;

const NAME_BYTES = 6;
const ANSWERS = { yes: false, output: "text" } as const;

/** Opens the configuration in the user's editor, and applies what comes of it, after a question. */
export async function edit(context: CommandContext, options: EditOptions): Promise<void> {
  if (!context.isRoot) {
    throw notRoot("edit");
  }
  if (context.edit === undefined) {
    throw needsTerminal("edit", "steadyplane apply --config FILE, with a copy of the configuration that you edited");
  }
  const ports = compose(context);
  await locked(context, ports, async () => recoverFirst(context, ANSWERS, ports));
  const stored = await storedText(ports.files);
  const prepared = await editUntilValid(context, stored, options, ports);
  if (prepared === undefined) {
    context.print(`${CONFIGURATION_FILE} was left as it is.`);
    return;
  }
  await locked(context, ports, async () => {
    // The host was not kept from others while somebody thought.
    if ((await storedText(ports.files)) !== stored) {
      throw configurationMoved(CONFIGURATION_FILE);
    }
    await recorded(context, ports, async (watched, watchedPorts) =>
      applyPrepared(watched, prepared, ANSWERS, watchedPorts),
    );
  });
}

/** What the user made of `text`; undefined where that is the same. */
async function editUntilValid(
  context: CommandContext,
  text: string,
  options: EditOptions,
  ports: HostPorts,
): Promise<PreparedApply | undefined> {
  // It may hold tokens: nobody else's, and not on a disk.
  const directory = absolute(`/run/steadyplane/edit-${ports.entropy.hex(NAME_BYTES)}`);
  const file = below(directory, "cluster.yaml");
  try {
    await ports.makeOwnDirectory(directory);
    await ports.files.writeNew(file, text, 0o600, "root:root");
    for (;;) {
      const edited = await editOnce(context, file, ports.files);
      if (edited === text) {
        return undefined;
      }
      try {
        return await prepareApply(context, options, ports, { file: CONFIGURATION_FILE, text: edited });
      } catch (error) {
        await offerAnother(context, error);
      }
    }
  } finally {
    await removeTree(directory, ports.files);
  }
}

async function editOnce({ edit: open }: CommandContext, file: AbsolutePath, files: FileSystem): Promise<string> {
  await open?.(file);
  const text = await files.readText(file);
  if (text.kind !== "present") {
    throw configUnreadable(file, text.kind === "absent" ? "it was removed" : text.reason);
  }
  return text.value;
}

/** Shows the mistakes. Rejects with `error` where nobody wants to correct them. */
async function offerAnother(context: CommandContext, error: unknown): Promise<void> {
  if (!(error instanceof ToolError) || error.category !== "usage") {
    throw error;
  }
  context.say(formatError(error));
  if (context.ask === undefined || !(await context.ask("Edit it again?"))) {
    throw error;
  }
}

async function storedText(files: FileSystem): Promise<string> {
  const stored = await files.readText(CONFIGURATION_FILE);
  if (stored.kind === "absent") {
    throw notInitialised();
  }
  if (stored.kind === "unreadable") {
    throw configUnreadable(CONFIGURATION_FILE, stored.reason);
  }
  return stored.value;
}
