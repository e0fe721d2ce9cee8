import { resolve } from "node:path";
import { renderTree } from "../../src/apply/render-tree.ts";
import { desiredNode } from "../../src/desired/desired-node.ts";
import { leafPaths } from "../../src/desired/phases.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { outNotEmpty } from "../../src/errors/usage.ts";
import { compose } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { hostFacts } from "../host-facts.ts";
import type { InitOptions } from "../options/init-options.ts";
import { withoutPhases } from "../options/phase-selection.ts";
import { prepareInit } from "../prepare-init.ts";
import { initPorts } from "./init.ts";

/** Writes the tree of a control-plane node below a directory, with certificates and keys of its own. */
export async function render(context: CommandContext, options: InitOptions & { readonly out: string }): Promise<void> {
  const { out, ...flags } = options;
  const ports = compose(context);
  const prepared = await prepareInit(context, flags, ports, {
    facts: async (written) => hostFacts(context, ports, written),
    usesStored: false,
  });
  const root = absolute(resolve(out));
  const names = await ports.files.list(root);
  if (names.kind === "unreadable" || (names.kind === "present" && names.value.length > 0)) {
    throw outNotEmpty(out, names.kind === "unreadable" ? names.reason : "it is not empty");
  }
  if (names.kind === "absent") {
    await ports.makeOwnDirectory(root);
  }
  const phases = withoutPhases(leafPaths(), prepared.node.skipPhases);
  const desired = desiredNode(prepared.cluster, prepared.node, false).filter(({ phase }) => phases.has(phase));
  const silent = { notify: () => undefined };
  const count = await renderTree(desired, { ...initPorts(ports, prepared, silent), files: ports.filesBelow(root) });
  context.print(`${count} resources written below ${root}`);
}
