import { normalise, type Normalised } from "../../../src/config/normalise.ts";
import { readConfiguration } from "../../../src/config/read-configuration.ts";
import type { ConfigProblem } from "../../../src/domain/config-problem.ts";
import type { HostFacts } from "../../../src/domain/node-spec.ts";
import { HOST } from "./host-facts.ts";

export const CLUSTER = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n";
export const INIT = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n";
export const KUBELET = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";
export const OURS = "apiVersion: steadyplane.dev/v1alpha1\nkind: SteadyplaneConfiguration\n";
export const MADE_TOKEN = "made00.0000000000000000";

/** What becomes of a configuration file on a host. */
export function configured(text: string, facts: HostFacts = HOST): Normalised {
  const read = readConfiguration({ file: "cluster.yaml", text });
  return read.kind === "invalid" ? read : normalise(read.written, facts, { makeToken: () => MADE_TOKEN });
}

/** The same for one that is valid. Throws otherwise. */
export function validly(text: string, facts: HostFacts = HOST): Extract<Normalised, { kind: "valid" }> {
  const outcome = configured(text, facts);
  if (outcome.kind === "invalid") {
    throw new Error(outcome.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  }
  return outcome;
}

/** The problems of a configuration file; none where it is valid. */
export function problemsOf(text: string, facts: HostFacts = HOST): readonly ConfigProblem[] {
  const outcome = configured(text, facts);
  return outcome.kind === "invalid" ? outcome.problems : [];
}
