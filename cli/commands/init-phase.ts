import { planInit } from "../../src/apply/init/plan-init.ts";
import { phasesNamed } from "../../src/desired/phases.ts";
import { MODULES_REPOSITORY } from "../../src/provision/sources/modules/module-image.ts";
import { notRoot } from "../../src/errors/usage.ts";
import { compose } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { hostFacts } from "../host-facts.ts";
import type { InitOptions } from "../options/init-options.ts";
import { withoutPhases } from "../options/phase-selection.ts";
import { describePlan } from "../output/describe-plan.ts";
import { describeInit } from "../output/describe-init.ts";
import { initRows } from "../progress/init-rows.ts";
import { prepareInit } from "../prepare-init.ts";
import { locked } from "../locked.ts";
import { execute, initPorts } from "./init.ts";

/** Runs one phase of `init`, or one group of phases, with the same runner. */
export async function initPhase(context: CommandContext, path: string, options: InitOptions): Promise<void> {
  if (!context.isRoot) {
    throw notRoot(`init phase ${path.replaceAll("/", " ")}`);
  }
  const ports = compose(context);
  const prepared = await prepareInit(context, options, ports, {
    facts: async (written) => hostFacts(context, ports, written),
    usesStored: true,
  });
  const request = {
    ...prepared,
    phases: withoutPhases(phasesNamed(path) ?? [], prepared.node.skipPhases),
    localImageRepository: MODULES_REPOSITORY,
    command: context.commandLine,
  };
  if (prepared.isDryRun) {
    const plan = await planInit(request, initPorts(ports, prepared, { notify: () => undefined }));
    context.print(describePlan(plan));
    return;
  }
  const format = options.output ?? "text";
  const progress = await context.progress(initRows(request.phases), format);
  try {
    await locked(context, ports, async () => execute(request, initPorts(ports, prepared, progress), context.signal));
  } finally {
    await progress.close();
  }
  if (request.phases.has("show-join-command")) {
    context.print(await describeInit(request, ports.files, { format, showsToken: options.skipTokenPrint !== true }));
  }
}
