import type { CommandOutcome } from "../../lab/command.ts";
import type { TestHost } from "../../lab/test-host.ts";

const KEPT = "/var/lib/steadyplane /run/steadyplane /var/log/steadyplane /root/said";

/**
 * Where any private key of the node is seen that has no business there: in what a command said, in what is kept of
 * changes, in a command line or an environment of a process.
 */
export async function secretsSeen(host: TestHost, outcomes: readonly CommandOutcome[]): Promise<readonly string[]> {
  const keys = await host.sh("find /etc/kubernetes/pki /var/lib/kubelet/pki -name '*.key' -exec sed -n 3p {} ';'");
  const canaries = keys.split("\n").filter((line) => line.length > 40);
  if (canaries.length < 5) {
    throw new Error(`of the node's keys only ${canaries.length} were found`);
  }
  const said = outcomes.flatMap(({ stdout, stderr }) =>
    canaries.filter((canary) => stdout.includes(canary) || stderr.includes(canary)).map(() => "what a command said"),
  );
  const patterns = canaries.map((canary) => `-e '${canary}'`).join(" ");
  // grep itself has them on its command line.
  const found = await host.sh(
    `{ grep -rlaF ${patterns} ${KEPT} 2>/dev/null; grep -laF ${patterns} /proc/[0-9]*/environ 2>/dev/null
    for pid in $(pgrep -f 'steadyplane|kube|etcd'); do [ $pid = $$ ] || grep -laF ${patterns} /proc/$pid/cmdline 2>/dev/null; done; } || true`,
  );
  return [...said, ...found.split("\n").filter(Boolean)];
}
