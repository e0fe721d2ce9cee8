import { below } from "../domain/absolute-path.ts";
import type { Finding } from "../domain/finding.ts";
import { SERVICES } from "../ports/services.ts";
import type { HostObservation } from "./host-observation.ts";
import { planKernel } from "./kernel/plan-kernel.ts";
import type { ProvisionPaths } from "./provision-paths.ts";
import type { ProvisionRequest } from "./provision-request.ts";
import type { ProvisionStep } from "./provision-step.ts";
import { containerdDefinition, renderDefinition } from "./services/containerd-definition.ts";
import { kubeletDefinition } from "./services/kubelet-definition.ts";

/** What is rendered from templates, so that the plan can compare it. */
export interface Rendered {
  readonly podNetwork: string;
  /** For a given version of containerd. */
  readonly runtimeConfiguration: (version: string) => string;
}

export interface ProvisionPlan {
  /** In the order in which they must be carried out; empty where the host has everything. */
  readonly steps: readonly ProvisionStep[];
  /** One of level `reject` means that the steps must not be carried out. */
  readonly findings: readonly Finding[];
}

/** What is missing, as steps. */
export function planProvision(
  request: ProvisionRequest,
  observed: HostObservation,
  rendered: Rendered,
  paths: ProvisionPaths,
): ProvisionPlan {
  const configuration = planRuntimeConfiguration(observed, rendered);
  const definitions = planDefinitions(request, observed, paths);
  const isRuntimeChanged = configuration.length > 0 || definitions.some((step) => step.name === "containerd");
  return {
    steps: [
      ...(observed.missingPackages.length > 0
        ? [{ kind: "install-packages", names: observed.missingPackages } as const]
        : []),
      ...planKernel(observed.kernel, request.podSubnets),
      ...configuration,
      ...planPodNetwork(observed, rendered),
      ...definitions,
      ...planRuntimeStart(observed, isRuntimeChanged),
      ...planBinaries(request, observed),
      ...planImages(request, observed),
    ],
    findings: [...observed.findings, ...runtimeFindings(observed, isRuntimeChanged), ...binaryFindings(observed)],
  };
}

function planRuntimeConfiguration(
  { runtimeConfiguration }: HostObservation,
  rendered: Rendered,
): readonly ProvisionStep[] {
  const step = { kind: "configure-runtime" } as const;
  switch (runtimeConfiguration.kind) {
    case "absent":
    case "package-default":
      return [step];
    case "foreign":
      return [];
    case "ours": {
      const { runtimeVersion, text } = runtimeConfiguration;
      const isCurrent = runtimeVersion !== undefined && rendered.runtimeConfiguration(runtimeVersion) === text;
      return isCurrent ? [] : [step];
    }
  }
}

function planPodNetwork({ podNetwork }: HostObservation, rendered: Rendered): readonly ProvisionStep[] {
  const isSettled =
    podNetwork.kind === "foreign" || (podNetwork.kind === "ours" && podNetwork.text === rendered.podNetwork);
  return isSettled ? [] : [{ kind: "configure-network", text: rendered.podNetwork }];
}

function planDefinitions(
  request: ProvisionRequest,
  observed: HostObservation,
  paths: ProvisionPaths,
): readonly Extract<ProvisionStep, { readonly kind: "define-service" }>[] {
  const texts = {
    containerd: renderDefinition(
      containerdDefinition(observed.containerdPath, paths.runtimeConfiguration, request.proxyEnv),
    ),
    kubelet: renderDefinition(kubeletDefinition(below(paths.binaries, "kubelet"))),
  };
  const names = request.isSystemd ? [] : SERVICES.filter((name) => name !== "containerd" || !isSomebodyElses(observed));
  return names
    .filter((name) => observed.definitions[name] !== texts[name])
    .map((name) => ({ kind: "define-service", name, text: texts[name] }));
}

function planRuntimeStart(observed: HostObservation, isChanged: boolean): readonly ProvisionStep[] {
  if (!observed.isRuntimeAnswering) {
    const isSupervised = observed.runtimeService !== "absent" && observed.runtimeService !== "stopped";
    return [{ kind: "start-runtime", manner: isSupervised ? "restart" : "start" }];
  }
  return isChanged && !isSomebodyElses(observed) ? [{ kind: "start-runtime", manner: "restart" }] : [];
}

/** It answers, and nobody we know of runs it. */
function isSomebodyElses({ isRuntimeAnswering, runtimeService }: HostObservation): boolean {
  return isRuntimeAnswering && (runtimeService === "absent" || runtimeService === "stopped");
}

function planBinaries(request: ProvisionRequest, { binaries }: HostObservation): readonly ProvisionStep[] {
  return request.binaries.flatMap((program): readonly ProvisionStep[] => {
    const version = request.versionOf(program);
    const installed = binaries[program];
    const isSettled = installed?.kind === "foreign" || (installed?.kind === "ours" && installed.version === version);
    return isSettled ? [] : [{ kind: "install-binary", program, version }];
  });
}

function planImages(
  request: ProvisionRequest,
  { missingImages = request.images }: HostObservation,
): readonly ProvisionStep[] {
  return missingImages.length === 0 ? [] : [{ kind: "import-images", references: missingImages }];
}

function runtimeFindings(observed: HostObservation, isChanged: boolean): readonly Finding[] {
  const foreign = observed.runtimeConfiguration.kind === "foreign" ? observed.runtimeConfiguration.findings : [];
  return isChanged && isSomebodyElses(observed) ? [...foreign, RUNTIME_NEEDS_RESTART] : foreign;
}

const RUNTIME_NEEDS_RESTART: Finding = {
  check: "RuntimeRestart",
  level: "warn",
  what: "containerd runs, and steadyplane did not start it.",
  why: "Its new configuration is used only after a restart, which is left to whoever runs it.",
  fix: ["Restart containerd; Pods go on running meanwhile."],
};

function binaryFindings({ binaries }: HostObservation): readonly Finding[] {
  return Object.entries(binaries).flatMap(([program, installed]) =>
    installed.kind === "foreign"
      ? [program === "kubelet" ? foreignKubelet(installed.path) : foreignTool(installed.path)]
      : [],
  );
}

function foreignKubelet(path: string): Finding {
  return {
    check: "ForeignBinary",
    level: "reject",
    what: `${path} is there, and steadyplane did not install it.`,
    why: "The kubelet belongs there, and what others installed is never overwritten. Nothing was changed.",
    fix: [`mv ${path} ${path}.old`, "Then run the same command again."],
  };
}

function foreignTool(path: string): Finding {
  return {
    check: "ForeignBinary",
    level: "warn",
    what: `${path} is there, and steadyplane did not install it.`,
    why: "It was left as it is and may be of another version than the cluster.",
    fix: [`Move ${path} away and run the same command again, to get the one that fits.`],
  };
}
