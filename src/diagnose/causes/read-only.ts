import { readOnlyFileSystem } from "../../errors/diagnose-host.ts";
import { inComponents, isWell } from "../cause.ts";
import { tidy } from "../evidence.ts";
import { flagValue } from "../flags.ts";

const READ_ONLY = /(?:open|mkdir|write|rename|create|unlink|touch|file|remove) (\/[^\s:"]+): read-only file system/u;

/** A component ended, or cannot be started, because a file system that it writes to takes no writes. */
export const findReadOnly = inComponents((component) => {
  const { exitLog, syncErrors, expected } = component;
  const line = isWell(component)
    ? undefined
    : [...exitLog, ...syncErrors].findLast((text) => text.includes("read-only file system"));
  if (line === undefined) {
    return undefined;
  }
  const path = READ_ONLY.exec(line)?.[1] ?? flagValue(expected.command, "data-dir") ?? "/var/lib/kubelet";
  return readOnlyFileSystem([tidy(line)], path);
});
