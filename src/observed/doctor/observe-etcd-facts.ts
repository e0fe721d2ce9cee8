import type { EtcdFacts, EtcdMemberFact, QuantileRange } from "../../diagnose/doctor/doctor-facts.ts";
import type { Expectation } from "../../diagnose/expectation.ts";
import { flagValue } from "../../diagnose/flags.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { Etcd, EtcdAccess, EtcdMember } from "../../ports/etcd.ts";
import type { Http } from "../../ports/http.ts";
import { type EtcdLookPorts, findEtcdAccess, observeEtcd } from "../observe-etcd.ts";
import { seenOf } from "../preflight/seen-of.ts";
import { histogramQuantile } from "./histogram-quantile.ts";

const TIMEOUT_MS = 2_000;
const SHARE = 0.99;
/** etcd's own default: 2 GiB. */
const DEFAULT_QUOTA = 2 * 2 ** 30;

export interface EtcdFactPorts extends EtcdLookPorts {
  readonly http: Http;
}

/** etcd with its members and its disk; undefined where none is expected here. Nothing is written to it. */
export async function observeEtcdFacts(ports: EtcdFactPorts, expectation: Expectation): Promise<EtcdFacts | undefined> {
  const [view, access, metrics] = await Promise.all([
    observeEtcd(ports, expectation),
    findEtcdAccess(ports.files, expectation),
    observeMetrics(ports.http, expectation),
  ]);
  if (view === undefined || access === undefined) {
    return undefined;
  }
  const quota = Number(flagValue(commandOf(expectation), "quota-backend-bytes") ?? 0);
  return {
    view,
    members: access.kind === "present" ? await observeMembers(access.value, ports) : access,
    quota: quota > 0 ? quota : DEFAULT_QUOTA,
    fsyncMs: quantileOf(metrics, "etcd_disk_wal_fsync_duration_seconds"),
    commitMs: quantileOf(metrics, "etcd_disk_backend_commit_duration_seconds"),
  };
}

function commandOf({ components }: Expectation): readonly string[] {
  return components.find(({ component }) => component === "etcd")?.command ?? [];
}

async function observeMembers(access: EtcdAccess, { etcdAt }: EtcdFactPorts): Promise<Seen<readonly EtcdMemberFact[]>> {
  return seenOf(async () => {
    const members = await closing(etcdAt(access), (etcd) => etcd.members());
    return Promise.all(members.map((member) => observeMember(member, access, etcdAt)));
  });
}

async function observeMember(
  { name, isLearner, clientUrls: [endpoint] }: EtcdMember,
  access: EtcdAccess,
  etcdAt: EtcdFactPorts["etcdAt"],
): Promise<EtcdMemberFact> {
  const raftIndex: Seen<number> =
    endpoint === undefined
      ? { kind: "unreadable", reason: "it was never started" }
      : await seenOf(async () =>
          closing(etcdAt({ ...access, endpoint }), async (etcd) => (await etcd.status()).raftIndex),
        );
  return { name: name === "" ? "a member that was never started" : name, isLearner, raftIndex };
}

async function closing<T>(etcd: Etcd, ask: (etcd: Etcd) => Promise<T>): Promise<T> {
  try {
    return await ask(etcd);
  } finally {
    etcd.close();
  }
}

async function observeMetrics(http: Http, expectation: Expectation): Promise<Seen<string>> {
  const [url] = (flagValue(commandOf(expectation), "listen-metrics-urls") ?? "").split(",");
  if (url === undefined || !URL.canParse(url)) {
    return { kind: "unreadable", reason: "etcd has no listen-metrics-urls" };
  }
  const answer = await http.request({ url: new URL("/metrics", url).href, timeoutMs: TIMEOUT_MS });
  if (answer.kind === "failed") {
    return { kind: "unreadable", reason: answer.message };
  }
  return answer.status === 200
    ? { kind: "present", value: answer.body }
    : { kind: "unreadable", reason: `${url} answers ${answer.status}` };
}

/** The metric is in seconds. */
function quantileOf(metrics: Seen<string>, name: string): Seen<QuantileRange> {
  if (metrics.kind !== "present") {
    return metrics;
  }
  const found = histogramQuantile(metrics.value, name, SHARE);
  return found === undefined
    ? { kind: "unreadable", reason: `etcd has not measured ${name} yet` }
    : { kind: "present", value: { above: found.above * 1_000, upTo: found.upTo * 1_000 } };
}
