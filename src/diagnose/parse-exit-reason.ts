import { parseEtcdLog, etcdFatalError } from "./parse-etcd-log.ts";
import { klogField } from "./parse-klog.ts";

/** Why a component says that it ended, from its last lines; undefined where it does not say. */
export function exitReason(lines: readonly string[]): string | undefined {
  return kubernetesReason(lines) ?? etcdReason(lines);
}

function kubernetesReason(lines: readonly string[]): string | undefined {
  const line = lines.findLast((text) => text.startsWith("Error: ") || text.includes('"command failed" err='));
  return line?.startsWith("Error: ") ? line.slice("Error: ".length) : line && klogField(line, "err");
}

function etcdReason(lines: readonly string[]): string | undefined {
  const refused = parseEtcdLog(lines).findLast(({ msg }) => msg === "failed to verify flags");
  return etcdFatalError(lines) ?? refused?.error ?? lines.find((line) => BARE.test(line));
}

/** What etcd prints without JSON: its flag parser's words, and Go's when it panics. */
const BARE = /^(?:flag provided but not defined|invalid (?:boolean )?value ".*" for|panic: )/u;
