import type { StaticPodEntry } from "../../src/config/static-pod/directory-entries.ts";
import type { PodIdentity } from "../../src/config/static-pod/lint-static-pod.ts";
import { describeExit } from "../../src/diagnose/describe-exit.ts";
import type { SeenContainer, SeenPod } from "../../src/diagnose/explain/seen-pod.ts";
import { configHashOf } from "../../src/diagnose/health/mirror-pod-lack.ts";
import { linesOfProblems } from "../../src/errors/config.ts";
import { table } from "./table.ts";

/** One static Pod: its file, and what was seen of it. */
export interface ShownPod {
  readonly entry: Extract<StaticPodEntry, { readonly kind: "pod" | "rejected" }>;
  readonly identity: PodIdentity;
  readonly seen: SeenPod;
  /** Why the runtime could not be asked; undefined where it could. */
  readonly runtimeAway: string | undefined;
}

/** One static Pod on a screen. */
export function describeShownPod(shown: ShownPod): string {
  const { entry, identity, seen } = shown;
  const { uid, hash } = runtimeIds(shown);
  return [
    table([
      ["Pod", identity.podName],
      ["Namespace", identity.namespace],
      ["File", `${entry.path}${entry.kind === "rejected" ? ", rejected by the kubelet" : overruled(entry)}`],
      ["UID", uid],
      ["Config hash", hash],
      ["Sandbox", sandboxWords(shown)],
      ["Mirror Pod", mirrorWords(seen, hash)],
    ]),
    "",
    table([["CONTAINER", "STATE", "STARTS", "IMAGE"], ...seen.containers.map((one) => containerRow(one, shown))]),
    ...(entry.kind === "rejected" ? ["", ...linesOfProblems(entry.rejected)] : []),
    "",
    `More: steadyplane explain ${identity.name}`,
  ].join("\n");
}

function overruled({ overruledBy }: Extract<StaticPodEntry, { readonly kind: "pod" }>): string {
  return overruledBy === undefined ? "" : `, but ${overruledBy} holds the same Pod, and the last file counts`;
}

/** The kubelet alone knows the decoded Pod of which it makes the hash, so both are what the runtime was told. */
function runtimeIds({ identity, seen, runtimeAway }: ShownPod): { readonly uid: string; readonly hash: string } {
  const away = runtimeAway === undefined ? "none: it does not run" : "not known";
  return {
    uid: seen.sandbox?.uid ?? (identity.uid === undefined ? away : `${identity.uid}, as the file says`),
    hash: configHashOf({ sandbox: seen.sandbox }) ?? away,
  };
}

function sandboxWords({ seen: { sandbox }, runtimeAway }: ShownPod): string {
  if (sandbox === undefined) {
    return runtimeAway === undefined ? "none" : `not known: the container runtime does not answer: ${runtimeAway}`;
  }
  const { isReady, id, createdAt } = sandbox;
  return `${isReady ? "ready" : "stopped"}, ${id.slice(0, 12)}, since ${new Date(createdAt).toISOString()}`;
}

function mirrorWords({ mirrorPod, isReadyInApi }: SeenPod, hash: string): string {
  switch (mirrorPod.kind) {
    case "absent":
      return "none in the API";
    case "unreadable":
      return `not known: the API cannot be asked: ${mirrorPod.reason}`;
    case "present": {
      const { phase, configHash } = mirrorPod.value;
      const ready = isReadyInApi === true ? "Ready" : "not Ready";
      return `${phase}, ${ready}, ${configHash === hash ? "with this hash" : `with another hash, ${configHash}`}`;
    }
  }
}

function containerRow({ name, image, running, exited, restarts }: SeenContainer, shown: ShownPod): readonly string[] {
  const state =
    running !== undefined
      ? `running since ${new Date(running.startedAt).toISOString()}`
      : exited !== undefined
        ? describeExit(exited)
        : shown.runtimeAway === undefined
          ? "not started"
          : "not known";
  const starts = running === undefined && exited === undefined ? "-" : String(restarts + 1);
  return [name, state, starts, image];
}

/** The same as one object. Times are RFC 3339. */
export function shownPodAsJson({ entry, identity, seen, runtimeAway }: ShownPod): object {
  const { sandbox, mirrorPod } = seen;
  return {
    kind: "result",
    file: entry.path,
    verdict: entry.kind === "rejected" ? "rejected" : entry.overruledBy === undefined ? "run" : "overruled",
    podName: identity.podName,
    namespace: identity.namespace,
    uid: sandbox?.uid ?? identity.uid,
    configHash: configHashOf({ sandbox }),
    sandbox: sandbox && {
      id: sandbox.id,
      isReady: sandbox.isReady,
      createdAt: new Date(sandbox.createdAt).toISOString(),
    },
    containers: seen.containers.map(({ name, image, running, exited, restarts }) => ({
      name,
      image,
      state: running === undefined ? (exited?.state ?? "none") : running.state,
      restarts,
      startedAt: running === undefined ? undefined : new Date(running.startedAt).toISOString(),
      exitCode: running === undefined ? exited?.exitCode : undefined,
    })),
    mirrorPod:
      mirrorPod.kind === "present"
        ? { ...mirrorPod.value, isReady: seen.isReadyInApi }
        : { reason: mirrorPod.kind === "absent" ? "absent" : mirrorPod.reason },
    runtime: runtimeAway ?? "answers",
  };
}
