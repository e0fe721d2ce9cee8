import { checkContainerRuntime } from "../check-container-runtime.ts";
import type { ChangeCheck } from "./change-facts.ts";

/** The container runtime answers and is ready. How new it is matters before a node exists. */
export const checkRuntimeAnswers: ChangeCheck = (cluster, node, facts) => {
  const startsContainers = [...facts.request.targets].some((target) => target !== "files" && target !== "objects");
  return startsContainers
    ? checkContainerRuntime(cluster, node, facts).filter(({ check, level }) => check === "CRI" && level === "reject")
    : [];
};
