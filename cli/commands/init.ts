import { carryOutInit } from "../../src/apply/init/carry-out-init.ts";
import { type InitPlan, planInit } from "../../src/apply/init/plan-init.ts";
import type { InitPorts } from "../../src/apply/init/init-ports.ts";
import type { InitRequest } from "../../src/apply/init/init-request.ts";
import { pullImages } from "../../src/apply/init/pull-images.ts";
import { runStage } from "../../src/apply/run-stages.ts";
import { leafPaths } from "../../src/desired/phases.ts";
import { renderStaticPod } from "../../src/desired/manifests/render-static-pod.ts";
import { compileTemplates } from "../../src/desired/templates.ts";
import { preflightError } from "../../src/errors/preflight.ts";
import { notRoot } from "../../src/errors/usage.ts";
import { MODULES_REPOSITORY } from "../../src/provision/sources/modules/module-image.ts";
import type { Reporter } from "../../src/ports/reporter.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { hostFacts } from "../host-facts.ts";
import { locked } from "../locked.ts";
import type { InitOptions } from "../options/init-options.ts";
import { withoutPhases } from "../options/phase-selection.ts";
import { describePlan } from "../output/describe-plan.ts";
import { describeInit } from "../output/describe-init.ts";
import { type Prepared, prepareInit } from "../prepare-init.ts";
import { initRows } from "../progress/init-rows.ts";
import { recorded } from "../recorded.ts";
import { readTemplates } from "../read-templates.ts";

/** Makes this host the first control-plane node of a cluster, or goes on where an earlier run stopped. */
export async function init(context: CommandContext, options: InitOptions): Promise<void> {
  if (!context.isRoot) {
    throw notRoot("init");
  }
  const ports = compose(context);
  const prepared = await prepareInit(context, options, ports, {
    facts: async (written) => hostFacts(context, ports, written),
    usesStored: true,
  });
  const run = async (watched: CommandContext, watchedPorts: HostPorts): Promise<void> =>
    runInit(watched, options, watchedPorts, prepared);
  await locked(context, ports, async () => recorded(context, ports, run));
}

/** `init` with everything decided, on a host that this process has; `up` ends with it too. */
export async function runInit(
  context: CommandContext,
  options: InitOptions,
  ports: HostPorts,
  prepared: Prepared,
): Promise<void> {
  const request: InitRequest = {
    ...prepared,
    phases: withoutPhases(leafPaths(), [...prepared.node.skipPhases]),
    localImageRepository: MODULES_REPOSITORY,
    command: context.commandLine,
  };
  if (prepared.isDryRun) {
    const plan = await planInit(request, initPorts(ports, prepared, { notify: () => undefined }));
    context.print(describePlan(plan));
    throwIfRejected(plan);
    return;
  }
  const format = options.output ?? "text";
  const progress = await context.progress(initRows(request.phases), format);
  try {
    await execute(request, initPorts(ports, prepared, progress), context.signal);
  } finally {
    await progress.close();
  }
  context.print(await describeInit(request, ports.files, { format, showsToken: options.skipTokenPrint !== true }));
}

/** Plans, checks and carries out, whatever phases are asked for. */
export async function execute(request: InitRequest, ports: InitPorts, signal: AbortSignal): Promise<void> {
  let plan: InitPlan | undefined;
  const check = async (): Promise<string> => {
    plan = await planInit(request, ports);
    for (const { level, what } of plan.findings) {
      if (level !== "reject") {
        ports.reporter.notify({ kind: "warning", text: what });
      }
    }
    throwIfRejected(plan);
    if (request.phases.has("preflight")) {
      await pullImages(plan.missingImages, ports);
    }
    return "this host is ready";
  };
  await runStage({ stage: "preflight", title: "Preflight", run: check }, ports);
  if (plan !== undefined) {
    await carryOutInit(request, plan, ports, signal);
  }
}

/** The ports as `init` takes them, for one configuration. */
export function initPorts(ports: HostPorts, { node }: Pick<Prepared, "node">, reporter: Reporter): InitPorts {
  const render = compileTemplates(readTemplates());
  return {
    ...ports,
    runtime: ports.runtimeAt(node.criSocket),
    reporter,
    renderManifest: (resource, known) => renderStaticPod(resource, known, render),
  };
}

function throwIfRejected({ findings }: InitPlan): void {
  const error = preflightError(findings);
  if (error !== undefined) {
    throw error;
  }
}
