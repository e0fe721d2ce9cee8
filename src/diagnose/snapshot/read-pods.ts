import type { ContainerRuntime, ContainerStatus, ContainerView, SandboxView } from "../../ports/container-runtime.ts";
import type { ComponentExpectation } from "../expectation.ts";
import type { PodSymptoms } from "./snapshot.ts";

/** What the runtime lists, once for all components. */
export interface RuntimeLists {
  readonly sandboxes: readonly SandboxView[];
  readonly containers: readonly ContainerView[];
}

/** What can be said where the runtime does not answer, or has no such Pod. */
export const NO_POD: PodSymptoms = {
  sandbox: undefined,
  isOld: false,
  running: undefined,
  exited: undefined,
  restarts: 0,
};

/** The static Pod of `expected`. `previous` saves asking again about a container that goes on running. */
export async function readPod(
  runtime: ContainerRuntime,
  lists: RuntimeLists,
  expected: ComponentExpectation,
  previous: PodSymptoms | undefined,
): Promise<PodSymptoms> {
  const sandboxes = newestFirst(lists.sandboxes.filter((sandbox) => isOf(sandbox, expected)));
  const sandbox = sandboxes.find(({ createdAt }) => createdAt >= (expected.manifestWrittenAt ?? 0));
  if (sandbox === undefined) {
    return { ...NO_POD, isOld: sandboxes.length > 0 };
  }
  const attempts = newestFirst(
    lists.containers.filter(({ sandboxId, name }) => sandboxId === sandbox.id && name === expected.component),
  );
  const [running, exited] = await Promise.all([
    statusOf(
      runtime,
      attempts.find(({ state }) => state === "running"),
      previous?.running,
    ),
    statusOf(
      runtime,
      attempts.find(({ state }) => state === "exited"),
      previous?.exited,
    ),
  ]);
  const restarts = attempts[0]?.attempt ?? 0;
  return { sandbox, isOld: false, running, exited: isProof(exited, expected) ? exited : undefined, restarts };
}

function isOf(sandbox: SandboxView, { podName }: ComponentExpectation): boolean {
  return sandbox.name === podName && sandbox.namespace === "kube-system";
}

function isProof(exited: ContainerStatus | undefined, { inputsWrittenAt }: ComponentExpectation): boolean {
  return exited !== undefined && exited.finishedAt >= (inputsWrittenAt ?? 0);
}

function newestFirst<T extends { readonly createdAt: number }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => b.createdAt - a.createdAt);
}

/** A container may be removed between the list and this question; then it is as if it had not been listed. */
async function statusOf(
  runtime: ContainerRuntime,
  view: ContainerView | undefined,
  known: ContainerStatus | undefined,
): Promise<ContainerStatus | undefined> {
  if (view === undefined) {
    return undefined;
  }
  if (known?.id === view.id && known.state === view.state) {
    return known;
  }
  try {
    return await runtime.containerStatus(view.id);
  } catch {
    return undefined;
  }
}
