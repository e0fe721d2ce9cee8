import { runtimeNotReady } from "../../errors/diagnose-host.ts";
import type { CauseFinder } from "../cause.ts";

const SETTLED_MS = 15_000;

/** The runtime answers and says itself that it is not ready. Without a CNI configuration NetworkReady is false, which does not concern static Pods. */
export const findRuntimeNotReady: CauseFinder = ({ runtime, at, since }) => {
  const unmet =
    runtime.kind === "answers" ? runtime.unmet.find((condition) => condition.startsWith("RuntimeReady")) : undefined;
  return unmet === undefined || at - since < SETTLED_MS
    ? undefined
    : { stage: "kubelet", error: runtimeNotReady([unmet], unmet) };
};
