import { etcdDataOfAnotherCluster, etcdDataUnreadable } from "../../errors/diagnose-trust.ts";
import { componentNamed, faultOf, reasonOfExit } from "../cause.ts";
import type { CauseFinder } from "../cause.ts";
import { flagValue } from "../flags.ts";
import { parseEtcdLog } from "../parse-etcd-log.ts";
import type { ComponentSymptoms } from "../snapshot/snapshot.ts";

const OTHER_CLUSTER =
  /cluster ID mismatch|member \S+ has already been bootstrapped|couldn't find local name|member count is unequal|unmatched member|is unequal to|removed from the cluster|mismatch(?:ed)? (?:cluster|member)/iu;
const UNREADABLE =
  /\bwal\b|walpb|snap(?:shot)? file|crc mismatch|failed to (?:open|read|recover|get consistent)|\bcorrupt|invalid database|unexpected EOF|downgrade/iu;

/** etcd's data directory is another cluster's, or cannot be opened. */
export const findEtcdData: CauseFinder = (snapshot) => {
  const etcd = componentNamed(snapshot, "etcd");
  if (etcd === undefined) {
    return undefined;
  }
  const dataDir = flagValue(etcd.expected.command, "data-dir") ?? "/var/lib/etcd";
  const reason = reasonOfExit(etcd);
  const foreign = foreignMember(etcd) ?? (reason !== undefined && OTHER_CLUSTER.test(reason) ? reason : undefined);
  if (foreign !== undefined) {
    return { stage: "etcd", error: etcdDataOfAnotherCluster(faultOf(etcd), dataDir, foreign) };
  }
  return reason !== undefined && (UNREADABLE.test(reason) || panickedWhileLoading(etcd, reason))
    ? { stage: "etcd", error: etcdDataUnreadable(faultOf(etcd), dataDir, reason) }
    : undefined;
};

// A WAL that etcd has cut down to nothing makes it dereference one, with no word about the data.
function panickedWhileLoading({ exitLog }: ComponentSymptoms, reason: string): boolean {
  return reason.startsWith("panic: ") && exitLog.some((line) => line.includes("/etcdserver.bootstrap("));
}

/**
 * With a WAL present etcd ignores its initial-* flags and starts as the member it finds, whoever's that is, and becomes
 * healthy. So the peer URLs it recovered for itself are compared with the ones it should advertise.
 */
function foreignMember({ expected, runLog, exitLog, pod }: ComponentSymptoms): string | undefined {
  const own = (flagValue(expected.command, "initial-advertise-peer-urls") ?? "").split(",").filter((url) => url !== "");
  const lines = parseEtcdLog(pod.running === undefined ? exitLog : runLog);
  const recovered = lines.find(
    ({ msg, fields }) =>
      msg === "recovered/added member from store" && fields["recovered-remote-peer-id"] === fields["local-member-id"],
  );
  const urls = recovered?.fields["recovered-remote-peer-urls"];
  if (recovered === undefined || !Array.isArray(urls) || own.length === 0 || own.some((url) => urls.includes(url))) {
    return undefined;
  }
  const { "local-member-id": member, "cluster-id": cluster } = recovered.fields;
  return `it holds member ${String(member)} of cluster ${String(cluster)} with peer URL ${urls.join(", ")}, not ${own.join(", ")}`;
}
