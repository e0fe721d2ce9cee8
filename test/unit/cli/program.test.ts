import type { Command } from "commander";
import { expect, test } from "vitest";
import type { CommandContext } from "../../../cli/context.ts";
import { buildProgram } from "../../../cli/program.ts";

test.each([
  [["init", "phase", "certs", "ca"], ["--config", "a.yaml"], { config: "a.yaml" }],
  [["history", "show"], ["2", "-o", "json"], { output: "json" }],
])("an option behind %j is that command's, not one of the command above it", async (words, args, expected) => {
  const context = { isPhaseAsked: true, print: () => undefined, say: () => undefined };
  const program = buildProgram(context as unknown as CommandContext, () => undefined);
  let options: object = {};
  const command = words.reduce<Command>((parent, word) => commandOf(parent, word), program);
  command.action((..._args: unknown[]) => void (options = command.opts()));
  await program.parseAsync([...words, ...args], { from: "user" });
  expect(options).toMatchObject(expected);
});

function commandOf(parent: Command, word: string): Command {
  const found = parent.commands.find((command) => command.name() === word);
  if (found === undefined) {
    throw new Error(`${parent.name()} has no command ${word}`);
  }
  return found;
}
