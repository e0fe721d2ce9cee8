import type { Check } from "./check.ts";
import { notTold, rejected } from "./findings.ts";

const CHECK = "Architecture";
const SUPPORTED = ["amd64", "arm64"];

/** A processor for which there are control-plane images. */
export const checkArchitecture: Check = (_cluster, { facts: { architecture } }) => {
  if (architecture === "unknown") {
    return [notTold(CHECK, "the machine's architecture", { kind: "absent" }, ["uname -m"])];
  }
  if (SUPPORTED.includes(architecture)) {
    return [];
  }
  return [
    rejected(CHECK, {
      what: `The machine's architecture is ${architecture}; supported are ${SUPPORTED.join(" and ")}.`,
      why: "There are no binaries and images of the control plane for it.",
      fix: ["uname -m", "Use a machine with a supported architecture."],
    }),
  ];
};
