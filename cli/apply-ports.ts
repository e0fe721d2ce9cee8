import type { ApplyPorts } from "../src/apply/transaction/apply-ports.ts";
import { compileTemplates } from "../src/desired/templates.ts";
import type { NodeSpec } from "../src/domain/node-spec.ts";
import type { Reporter } from "../src/ports/reporter.ts";
import type { HostPorts } from "./compose.ts";
import { initPorts } from "./commands/init.ts";
import { readTemplates } from "./read-templates.ts";

/** The ports as a change of this node takes them, for one configuration. */
export function applyPorts(ports: HostPorts, request: { readonly node: NodeSpec }, reporter: Reporter): ApplyPorts {
  return { ...ports, ...initPorts(ports, request, reporter), render: compileTemplates(readTemplates()) };
}
