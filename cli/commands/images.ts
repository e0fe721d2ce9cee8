import { requiredImages } from "../../src/desired/images.ts";
import { compose } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { hostFacts } from "../host-facts.ts";
import type { InitOptions } from "../options/init-options.ts";
import { prepareInit } from "../prepare-init.ts";

/** Lists the images that a configuration needs, one a line. */
export async function list(context: CommandContext, options: InitOptions): Promise<void> {
  const ports = compose(context);
  const { cluster } = await prepareInit(context, options, ports, {
    facts: async (written) => hostFacts(context, ports, written),
    usesStored: true,
  });
  const images = requiredImages(cluster);
  context.print(
    options.output === "json" ? JSON.stringify(images) : images.map(({ reference }) => reference).join("\n"),
  );
}
