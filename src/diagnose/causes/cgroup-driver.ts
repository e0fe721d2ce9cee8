import { cgroupDriverMismatch } from "../../errors/diagnose-host.ts";
import type { CauseFinder } from "../cause.ts";
import { tidy } from "../evidence.ts";

const MISMATCH = /expected cgroupsPath to be of format "?slice:prefix:name"? for systemd cgroups/u;

/** The kubelet names cgroups in a way that the runtime's driver does not understand. */
export const findCgroupDriver: CauseFinder = ({ components }) => {
  const errors = components.flatMap(({ pod, syncErrors }) => (pod.running === undefined ? syncErrors : []));
  const line = errors.map((text) => text.replaceAll("\\", "")).findLast((text) => MISMATCH.test(text));
  return line === undefined
    ? undefined
    : { stage: "kubelet", error: cgroupDriverMismatch([tidy(line)], MISMATCH.exec(line)?.[0] ?? "") };
};
