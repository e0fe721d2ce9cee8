import type { Check } from "./check.ts";
import { rejected, warned } from "./findings.ts";

/** Programs that the kubelet calls, as kubeadm lists them. */
export const NEEDED_PROGRAMS = ["mount", "cp", "losetup"] as const;
const ONLY_FOR_BLOCK_VOLUMES = "losetup";

/** Every program that the kubelet calls is installed. */
export const checkPrograms: Check = (_cluster, _node, { programs }) =>
  programs
    .filter(({ isFound }) => !isFound)
    .map(({ name }) => {
      const report = name === ONLY_FOR_BLOCK_VOLUMES ? warned : rejected;
      return report(`FileExisting-${name}`, {
        what: `The program ${name} is not installed.`,
        why:
          name === ONLY_FOR_BLOCK_VOLUMES
            ? "Pods could not use block volumes."
            : "The kubelet could not mount volumes.",
        fix: [`apt-get install ${name === "cp" ? "coreutils" : "mount"}`],
      });
    });
