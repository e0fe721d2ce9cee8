import type { Finding } from "../domain/finding.ts";
import type { RenderTemplate } from "../desired/templates.ts";
import { type Stage, runStages } from "../apply/run-stages.ts";
import { carryOut } from "./carry-out.ts";
import { observeHost, type ObservePorts } from "./observe-host.ts";
import { renderPodNetwork } from "./network/render-pod-network.ts";
import { planProvision, type ProvisionPlan } from "./plan-provision.ts";
import { PROVISION_PATHS, type ProvisionPaths } from "./provision-paths.ts";
import type { ProvisionPorts } from "./provision-ports.ts";
import type { ProvisionRequest } from "./provision-request.ts";
import type { ProvisionStep } from "./provision-step.ts";
import { observeRuntimeSettings } from "./runtime/observe-runtime-settings.ts";
import { renderRuntimeConfiguration } from "./runtime/render-runtime-configuration.ts";

export interface ProvisionOutcome {
  /** With a `reject` among them nothing was changed. */
  readonly findings: readonly Finding[];
  /** What was carried out; empty where the host had everything. */
  readonly steps: readonly ProvisionStep[];
}

/** What the host lacks of `request`. Changes nothing. */
export async function planForHost(
  request: ProvisionRequest,
  ports: ObservePorts & { readonly render: RenderTemplate },
  paths: ProvisionPaths = PROVISION_PATHS,
): Promise<ProvisionPlan> {
  const settings = await observeRuntimeSettings(request, paths, ports.files);
  const rendered = {
    podNetwork: renderPodNetwork(request.podSubnets, ports.render),
    runtimeConfiguration: (version: string) => renderRuntimeConfiguration(version, settings, ports.render),
  };
  return planProvision(request, await observeHost(request, paths, ports), rendered, paths);
}

/** Gives the host what it lacks, stage by stage. Run again it finds nothing to do. Rejects with the ToolError of the step that failed. */
export async function provisionHost(
  request: ProvisionRequest,
  ports: ProvisionPorts,
  paths: ProvisionPaths = PROVISION_PATHS,
): Promise<ProvisionOutcome> {
  const { steps, findings } = await planForHost(request, ports, paths);
  if (findings.some(({ level }) => level === "reject")) {
    return { findings, steps: [] };
  }
  await runStages(
    stagesOf(steps, (stage, own) => ({
      stage: stage.name,
      title: stage.title,
      run: async () => {
        const progress = (detail: string): void =>
          ports.reporter.notify({ kind: "stage-detail", stage: stage.name, detail });
        const summaries: string[] = [];
        for (const step of own) {
          summaries.push(await carryOut(step, request, paths, ports, progress));
        }
        return summaries.join(", ");
      },
    })),
    ports,
  );
  return { findings, steps };
}

interface StageName {
  readonly name: string;
  readonly title: string;
  readonly kinds: readonly ProvisionStep["kind"][];
}

const STAGES: readonly StageName[] = [
  { name: "packages", title: "Install Debian packages", kinds: ["install-packages"] },
  {
    name: "host-settings",
    title: "Configure the container runtime and the Pod network",
    kinds: ["set-kernel", "configure-runtime", "configure-network", "define-service"],
  },
  { name: "runtime", title: "Start the container runtime", kinds: ["start-runtime"] },
  { name: "binaries", title: "Install the kubelet and its tools", kinds: ["install-binary"] },
  { name: "images", title: "Import the images", kinds: ["import-images"] },
];

function stagesOf(
  steps: readonly ProvisionStep[],
  make: (stage: StageName, own: readonly ProvisionStep[]) => Stage,
): readonly Stage[] {
  return STAGES.flatMap((stage) => {
    const own = steps.filter(({ kind }) => stage.kinds.includes(kind));
    return own.length === 0 ? [] : [make(stage, own)];
  });
}
