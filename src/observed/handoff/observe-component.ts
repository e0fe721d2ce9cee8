import { absolute } from "../../domain/absolute-path.ts";
import type { StaticPodResource } from "../../domain/resource.ts";
import type { ComponentExpectation, Expectation } from "../../diagnose/expectation.ts";
import { probeComponent } from "../../diagnose/snapshot/probe-components.ts";
import { readPod } from "../../diagnose/snapshot/read-pods.ts";
import type { ComponentHandoffFacts } from "../../plan/handoff/handoff-facts.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import { seenOf, understood } from "../preflight/seen-of.ts";
import { findLeftovers } from "./find-leftovers.ts";
import type { HandoffLookPorts } from "./handoff-look-ports.ts";
import { isServing } from "./is-serving.ts";

const ABSENT = { kind: "absent" } as const;
/** A component that this node is not expected to have. */
const NOT_THERE: Seen<boolean> = { kind: "present", value: false };

// On a busy host one answer may be late.
const ATTEMPTS = 4;

/** What a handoff needs to know of the component that `desired` is for; `expectation` is the node as it is now. */
export async function observeComponent(
  ports: HandoffLookPorts,
  { component, view }: StaticPodResource,
  expectation: Expectation,
): Promise<ComponentHandoffFacts> {
  const current = expectation.components.find((expected) => expected.component === component);
  const [serving, residentBytes, leftovers] = await Promise.all([
    current === undefined ? NOT_THERE : observeServing(ports, current, expectation),
    current === undefined ? ABSENT : observeMemory(ports, current),
    seenOf(() => findLeftovers(component, expectation, ports)),
  ]);
  return {
    component,
    desired: view,
    runningCommand: current?.command ?? [],
    isServing: serving,
    residentBytes,
    leftovers,
  };
}

async function observeMemory(
  { files, runtime }: HandoffLookPorts,
  current: ComponentExpectation,
): Promise<Seen<number>> {
  const pid = await seenOf(async () => {
    const [sandboxes, containers] = await Promise.all([runtime.sandboxes(), runtime.containers()]);
    return (await readPod(runtime, { sandboxes, containers }, current, undefined)).running?.pid;
  });
  if (pid.kind !== "present") {
    return pid;
  }
  return understood(await files.readText(absolute(`/proc/${pid.value}/status`)), residentMemory);
}

function residentMemory(status: string): number | undefined {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

async function observeServing(
  { http }: HandoffLookPorts,
  current: ComponentExpectation,
  { api }: Expectation,
): Promise<Seen<boolean>> {
  for (let attempt = 1; ; attempt++) {
    const serving = isServing(await probeComponent(http, current, api));
    if (serving.kind === "present" || attempt === ATTEMPTS) {
      return serving;
    }
  }
}
