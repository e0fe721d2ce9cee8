import type { ApplyRequest } from "../src/apply/transaction/apply-request.ts";
import { CONFIGURATION_FILE } from "../src/apply/init/write-marker.ts";
import type { ToolSpec } from "../src/domain/tool-spec.ts";
import { MODULES_REPOSITORY } from "../src/provision/sources/modules/module-image.ts";
import type { HostPorts } from "./compose.ts";
import type { CommandContext } from "./context.ts";
import { nodeFacts } from "./host-facts.ts";
import { type ConfigurationSource, prepareInit } from "./prepare-init.ts";

/** The flags that `plan` and `apply` share, as commander gives them. */
export interface ChangeOptions {
  readonly config?: string;
  readonly strategy?: ToolSpec["strategy"] | undefined;
  readonly overwriteDrift?: boolean;
}

export interface PreparedApply {
  readonly request: ApplyRequest;
  /** The configuration as the operator would name it. */
  readonly configuration: string;
}

/** The configuration of `options`, or the one that was last applied, on this host. Rejects with every mistake in it at once. */
export async function prepareApply(
  context: CommandContext,
  options: ChangeOptions,
  ports: HostPorts,
  source?: ConfigurationSource,
): Promise<PreparedApply> {
  const { config, strategy, overwriteDrift = false } = options;
  const prepared = await prepareInit(context, config === undefined ? {} : { config }, ports, {
    facts: async (written) => nodeFacts(context, ports, written),
    usesStored: true,
    ...(source === undefined ? {} : { source }),
  });
  const { cluster, node, tool, configurationText } = prepared;
  return {
    request: {
      cluster,
      node,
      tool: strategy === undefined ? tool : { ...tool, strategy },
      configurationText,
      isStrategyAsked: strategy !== undefined,
      overwritesDrift: overwriteDrift,
      localImageRepository: MODULES_REPOSITORY,
    },
    configuration: source?.file ?? config ?? CONFIGURATION_FILE,
  };
}
