import { printConfiguration } from "../../src/config/print-configuration.ts";
import { compose } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { hostFacts } from "../host-facts.ts";
import { type Prepared, prepareInit } from "../prepare-init.ts";

/** Prints a configuration with its defaults; tokens and keys are redacted. */
export async function print(context: CommandContext, options: { readonly config?: string }): Promise<void> {
  const { cluster, node, tool } = await read(context, options);
  context.print(printConfiguration(cluster, node, { revealTokens: false, tool }).trimEnd());
}

/** Finds every mistake in a configuration. */
export async function validate(context: CommandContext, options: { readonly config: string }): Promise<void> {
  await read(context, options);
  context.print(`${options.config} is valid`);
}

async function read(context: CommandContext, options: { readonly config?: string }): Promise<Prepared> {
  const ports = compose(context);
  const facts = async (written: Parameters<typeof hostFacts>[2]) => hostFacts(context, ports, written);
  return prepareInit(context, options, ports, { facts, usesStored: false });
}
