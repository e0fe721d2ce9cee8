import { type Command, Option } from "commander";

/** kubeadm's flags of `init`, as commander gives them. */
export interface InitOptions {
  readonly config?: string;
  readonly apiserverAdvertiseAddress?: string;
  readonly apiserverBindPort?: string;
  readonly apiserverCertExtraSans?: readonly string[];
  readonly certDir?: string;
  readonly controlPlaneEndpoint?: string;
  readonly criSocket?: string;
  readonly featureGates?: string;
  readonly imageRepository?: string;
  readonly kubernetesVersion?: string;
  readonly nodeName?: string;
  readonly podNetworkCidr?: string;
  readonly serviceCidr?: string;
  readonly serviceDnsDomain?: string;
  readonly token?: string;
  readonly tokenTtl?: string;
  readonly skipTokenPrint?: boolean;
  readonly skipPhases?: readonly string[];
  readonly ignorePreflightErrors?: readonly string[];
  readonly profile?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly output?: "text" | "json";
}

const list = (value: string, before: readonly string[] = []): readonly string[] => [...before, ...value.split(",")];

/** Adds the flags that `init` shares with `up` and with `init phase`. */
export function withInitOptions(command: Command): Command {
  return withOutput(withYes(command))
    .option("--config <file>", "configuration: kubeadm's v1beta4 documents and our own")
    .option("--apiserver-advertise-address <ip>", "address on which the API server is reached")
    .option("--apiserver-bind-port <port>", "port of the API server (default 6443)")
    .option("--apiserver-cert-extra-sans <names>", "further names and addresses in the API server's certificate", list)
    .option("--cert-dir <dir>", "where certificates are kept (default /etc/kubernetes/pki)")
    .option("--control-plane-endpoint <host[:port]>", "stable address of the whole control plane")
    .option("--cri-socket <path>", "socket of the container runtime")
    .option("--feature-gates <gates>", "kubeadm feature gates, key=value,…")
    .option("--image-repository <repository>", "where images come from (default registry.k8s.io)")
    .option("--kubernetes-version <version>", "version of the control plane (default v1.37.2)")
    .option("--node-name <name>", "name of the Node (default: the host name)")
    .option("--pod-network-cidr <cidr>", "addresses of Pods")
    .option("--service-cidr <cidr>", "addresses of Services (default 10.96.0.0/12)")
    .option("--service-dns-domain <domain>", "domain of Services (default cluster.local)")
    .option("--token <token>", "bootstrap token instead of a random one")
    .option("--token-ttl <duration>", "how long the token lives (default 24h0m0s)")
    .option("--skip-token-print", "do not print the token")
    .option("--skip-phases <phases>", "phases to leave out, comma-separated", list)
    .option("--ignore-preflight-errors <checks>", "checks whose errors become warnings, or all", list)
    .addOption(
      new Option("--profile <profile>", "secure, or manifests equal to kubeadm's").choices(["secure", "kubeadm"]),
    )
    .option("--dry-run", "print the plan and stop");
}

/** `--yes`: accepted by every command that changes a host. */
export function withYes(command: Command): Command {
  return command.option("-y, --yes", "do not ask");
}

/** `-o json`: events and result as JSON lines. */
export function withOutput(command: Command): Command {
  return command.addOption(
    new Option("-o, --output <format>", "how to print").choices(["text", "json"]).default("text"),
  );
}
