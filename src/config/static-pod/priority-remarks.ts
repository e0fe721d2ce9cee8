import { isSet, textIn } from "./written-fields.ts";
import type { PodRule } from "./rules/rule.ts";

const NODE_CRITICAL = 2_000_001_000;

/** What the kubelet logs of a static Pod's priority: it runs, but may be missing in the API, or seem evicted there. */
export const priorityRemarks: PodRule = ({ spec }, remark) => {
  const [isRanked, className] = [isSet(spec["priority"]), textIn(spec["priorityClassName"])];
  if (!isRanked && className !== "") {
    const isCritical = className === "system-node-critical";
    const suggestion = isCritical
      ? `write priority: ${NODE_CRITICAL} beside it`
      : "write the class's priority beside it";
    remark(["spec", "priorityClassName"], "the kubelet does not look classes up", suggestion);
  } else if (isRanked && className === "") {
    remark(["spec", "priority"], "the API may refuse to show a Pod with a priority and no class");
  }
};
