import { writeFileSync } from "node:fs";
import type { CommandOptions, CommandOutcome } from "../../lab/command.ts";
import { IMAGE_REPOSITORY, KUBERNETES_VERSION } from "../../lab/node-source.ts";
import type { TestHost } from "../../lab/test-host.ts";

export const CONFIG_PATH = "/root/cluster.yaml";

/** A command line of the product on a host. A failure is an outcome. */
export async function steadyplane(
  host: TestHost,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandOutcome> {
  return host.run("steadyplane", args, { timeoutMs: 280_000, ...options });
}

/** The same, for a command line that must succeed. Resolves to its outcome. */
export async function steadyplaneMust(host: TestHost, args: readonly string[]): Promise<CommandOutcome> {
  return expectStatus(await steadyplane(host, args), 0);
}

/** `outcome`; throws, with all that was said, where its exit status is another. */
export function expectStatus(outcome: CommandOutcome, ...statuses: readonly number[]): CommandOutcome {
  if (outcome.status === undefined || !statuses.includes(outcome.status)) {
    const end = outcome.signal ?? `exit status ${outcome.status}`;
    throw new Error(`${end}, expected ${statuses.join(" or ")}\n${outcome.stdout}${outcome.stderr}`);
  }
  return outcome;
}

export interface ConfigurationChoices {
  /** Fields of ClusterConfiguration, as YAML lines. */
  readonly cluster?: string;
  /** Further documents. */
  readonly documents?: readonly string[];
}

/** The smallest configuration with which a control plane comes up in the lab, and what a test adds to it. */
function configuration({ cluster = "", documents = [] }: ConfigurationChoices = {}): string {
  const base = [
    "apiVersion: kubeadm.k8s.io/v1beta4",
    "kind: ClusterConfiguration",
    `kubernetesVersion: ${KUBERNETES_VERSION}`,
    `imageRepository: ${IMAGE_REPOSITORY}`,
    cluster.trimEnd(),
  ];
  return [base.filter(Boolean).join("\n"), ...documents].join("\n---\n").concat("\n");
}

export function writeConfiguration(host: TestHost, choices: ConfigurationChoices = {}): void {
  writeFileSync(host.path(CONFIG_PATH), configuration(choices), { mode: 0o600 });
}

/** `steadyplane init` with the configuration of {@link writeConfiguration}. */
export async function init(host: TestHost, ...args: readonly string[]): Promise<CommandOutcome> {
  return steadyplane(host, ["init", "--config", CONFIG_PATH, "--yes", ...args]);
}

/** What kubectl prints, as administrator. */
export async function kubectl(host: TestHost, ...args: readonly string[]): Promise<string> {
  return host.must("kubectl", ["--kubeconfig", "/etc/kubernetes/admin.conf", "--request-timeout", "10s", ...args]);
}

/** Polls until `isTrue` holds; rejects after `limitMs` with `what`. */
export async function eventually(what: string, limitMs: number, isTrue: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > end) {
      throw new Error(`after ${limitMs / 1000} s still not: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
