import type { Expectation } from "../diagnose/expectation.ts";
import { manifestOrigin } from "../diagnose/status/manifest-origin.ts";
import type { NodeDetails } from "../diagnose/status/node-status.ts";
import type { Clock } from "../ports/clock.ts";
import type { Commands } from "../ports/commands.ts";
import type { PacketFilter } from "../ports/packet-filter.ts";
import { observeExpiring } from "./certificates/observe-expiring.ts";
import { readKubeletDefinition } from "./host/read-kubelet-definition.ts";
import { readKubeletUnit } from "./host/read-kubelet-unit.ts";
import { inTime } from "./in-time.ts";
import { observeCommitted } from "./observe-committed.ts";
import { observeEtcd } from "./observe-etcd.ts";
import type { EtcdLookPorts } from "./observe-etcd.ts";
import { observeLeftovers } from "./observe-leftovers.ts";
import { latestRevision } from "./revisions/list-revisions.ts";

const SOON_MS = 30 * 86_400_000;

export interface NodeDetailPorts extends EtcdLookPorts {
  readonly clock: Clock;
  readonly commands: Commands;
  readonly packets: PacketFilter;
}

/** What `status` shows beside the components' health; a part that hangs or fails is left out or said to be unknown. */
export async function observeNodeDetails(
  ports: NodeDetailPorts,
  expectation: Expectation,
): Promise<Omit<NodeDetails, "kubeletVersion">> {
  const { files, clock } = ports;
  const [committed, etcd, expiring, leftovers] = await Promise.all([
    latestRevision(files).then((latest) => observeCommitted(latest, files)),
    inTime(clock, observeEtcd(ports, expectation), { kind: "unknown", reason: "it did not answer" } as const),
    observeExpiring(files, clock.now() + SOON_MS),
    inTime(clock, observeLeftovers(ports), ["Whether connections are redirected could not be told."]),
  ]);
  return {
    origins: Object.fromEntries(
      expectation.components.map(({ component, manifestPath }) => [component, manifestOrigin(committed, manifestPath)]),
    ),
    etcd,
    expiringCertificates: expiring.map(({ path, notAfter }) => ({ path, notAfter: new Date(notAfter).toISOString() })),
    leftovers,
  };
}

/** The version that the kubelet's own program gives, for when there is no API to tell it. */
export async function askKubeletVersion({ files, commands }: NodeDetailPorts): Promise<string | undefined> {
  // Files that root wrote. A process may be called kubelet by whoever wants root to run its program.
  const [definition, unit] = await Promise.all([readKubeletDefinition(files), readKubeletUnit(files)]);
  const program = [...definition.lines, ...unit.lines][0]?.program ?? "kubelet";
  const { exitCode, stdout } = await commands.run(program, ["--version"], { timeoutMs: 2_000 });
  return exitCode === 0 ? /\bv\d\S*/u.exec(stdout)?.[0] : undefined;
}
