import { join } from "node:path";
import { LoadClient } from "./load-client.ts";
import { removeLoadPod, startLoadPod } from "./load-pod.ts";
import { loadProgram } from "./load-program.ts";
import type { LeasesReport, LoadReport, TrafficReport } from "./load-report.ts";
import type { TestHost } from "./test-host.ts";
import { writeClientFiles } from "./write-client-files.ts";

export interface LoadOptions {
  /** Also puts load on from a Pod through the ClusterIP, which needs kube-proxy. The rate is divided then. */
  readonly fromPod?: boolean;
  /** Requests a second of all clients together; by default as many as two busy cores serve. */
  readonly rate?: number;
}

export interface RunningLoad {
  /** How many requests the clients on the node have made so far, as of a second ago. */
  requests(): number;
  /** Ends all clients. */
  stop(): Promise<LoadReport>;
}

// On the host: what the clients need and what they print.
const DIRECTORY = "/root/load";
const IN_POD = "/load";
const CLUSTER_IP = "https://10.96.0.1:443";
const DEFAULT_RATE = 280;
// The end of a load that nobody ends.
const LONGEST = "30m";

/** Puts load on the API server of a host that is a control plane. Resolves when every client works. */
export async function startLoad(host: TestHost, options: LoadOptions = {}): Promise<RunningLoad> {
  const { fromPod = false, rate = DEFAULT_RATE } = options;
  const program = await loadProgram();
  await host.sh(`rm -rf ${DIRECTORY}; mkdir -m 0700 ${DIRECTORY}`);
  const server = await writeClientFiles(host, DIRECTORY);
  const pace = ["--rate", String(fromPod ? rate / 2 : rate)];
  const node = onNode<TrafficReport>(host, program, "node", [
    "traffic",
    ...access(server, DIRECTORY, "node"),
    ...pace,
    "--namespace=load-node",
    "--watch-endpoints",
  ]);
  const leases = onNode<LeasesReport>(host, program, "leases", ["leases", ...access(server, DIRECTORY, "leases")]);
  const pod = fromPod ? await inPod(host, program, pace) : undefined;
  await Promise.all([node.ready(), leases.ready(), pod?.ready()]);
  const stop = async (): Promise<LoadReport> => {
    // The one in the Pod too: a host sees the processes of its containers.
    await host.sh("pkill -TERM -x apiload");
    const report = { node: await node.report(), leases: await leases.report(), pod: await pod?.report() };
    if (pod !== undefined) {
      await removeLoadPod(host);
    }
    return report;
  };
  return { requests: () => node.requests(), stop };
}

function onNode<Report>(host: TestHost, program: string, name: string, args: readonly string[]): LoadClient<Report> {
  let complaint: string | undefined;
  void host
    .start(program, args)
    .outcome.then(({ status, signal, stderr }) => (complaint = `${signal ?? `exit status ${status}`}: ${stderr}`));
  return new LoadClient(host.path(join(DIRECTORY, `${name}.out`)), () => complaint);
}

async function inPod(host: TestHost, program: string, pace: readonly string[]): Promise<LoadClient<TrafficReport>> {
  const args = ["traffic", ...access(CLUSTER_IP, IN_POD, "pod"), ...pace, "--namespace=load-pod"];
  await startLoadPod(host, program, { args, shared: DIRECTORY, at: IN_POD });
  return new LoadClient(host.path(join(DIRECTORY, "pod.out")), () => undefined);
}

// `directory` as the client sees it.
function access(server: string, directory: string, name: string): readonly string[] {
  const file = (one: string): string => join(directory, one);
  const identity = ["--ca", file("ca.crt"), "--cert", file("client.crt"), "--key", file("client.key")];
  return ["--server", server, ...identity, "--out", file(`${name}.out`), "--duration", LONGEST];
}
