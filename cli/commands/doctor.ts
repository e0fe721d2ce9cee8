import { stringify } from "yaml";
import { CONFIGURATION_FILE } from "../../src/apply/init/write-marker.ts";
import { type Examination, examine, isAccepted } from "../../src/diagnose/doctor/examine.ts";
import { observeDoctor } from "../../src/observed/doctor/observe-doctor.ts";
import { findKubeletConfig } from "../../src/observed/host/find-kubelet-config.ts";
import { MODULES_REPOSITORY } from "../../src/provision/sources/modules/module-image.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { lookAtHost, type NodeToLookAt } from "../look-at-host.ts";
import { colouredExamination, describeExamination } from "../output/describe-examination.ts";
import { examinationAsJson } from "../output/examination-as-json.ts";
import { prepareInit } from "../prepare-init.ts";

export interface DoctorOptions {
  readonly output: "text" | "json" | "yaml";
  readonly config?: string;
  readonly all?: boolean;
}

// All looks at a host on which a socket hangs must not take longer than 10 s together.
const RUNTIME_ANSWERS_IN_MS = 2_000;

/** Looks this host over and prints what is not in order. Resolves to the exit status: 0, or 1 where something must be put right. */
export async function doctor(context: CommandContext, options: DoctorOptions): Promise<number> {
  const ports = compose(context);
  const kubeletConfigPath = await findKubeletConfig(ports);
  const node = await lookAtHost(ports, context, kubeletConfigPath);
  const [named, expectation] = await Promise.all([namedSpecs(context, options, ports, node), node.expectation()]);
  const facts = await observeDoctor(
    { ...ports, runtime: ports.runtimeAt(node.criSocket, RUNTIME_ANSWERS_IN_MS) },
    { ...node, kubeletConfigPath, expectation, named, stored: CONFIGURATION_FILE, madeHere: MODULES_REPOSITORY },
  );
  const examination = examine(facts);
  context.print(printed(context, examination, options));
  return isAccepted(examination) ? 0 : 1;
}

async function namedSpecs(
  context: CommandContext,
  { config }: DoctorOptions,
  ports: HostPorts,
  { facts }: NodeToLookAt,
) {
  if (config === undefined) {
    return undefined;
  }
  const specs = await prepareInit(context, { config }, ports, { facts: async () => facts, usesStored: false });
  return { file: config, specs };
}

function printed(
  { isColoured }: CommandContext,
  examination: Examination,
  { output, all = false }: DoctorOptions,
): string {
  switch (output) {
    case "json":
      return JSON.stringify(examinationAsJson(examination));
    case "yaml":
      return stringify(JSON.parse(JSON.stringify(examinationAsJson(examination)))).trimEnd();
    case "text": {
      const text = describeExamination(examination, { showsPassed: all });
      return isColoured ? colouredExamination(text, isAccepted(examination)) : text;
    }
  }
}
