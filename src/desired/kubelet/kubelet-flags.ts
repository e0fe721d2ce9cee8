import type { Arg } from "../../domain/cluster-spec.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import { mergeArguments } from "../manifests/merge-arguments.ts";
import { writtenArgument } from "../manifests/written-argument.ts";

/** The text of kubeadm-flags.env: one variable with all flags, as the kubelet's service definition expects it. */
export function kubeletFlagsText(node: NodeSpec): string {
  const [, ...flags] = mergeArguments("kubelet", hostnameOverride(node), node.kubeletExtraArgs);
  return `KUBELET_KUBEADM_ARGS=${JSON.stringify(flags.join(" "))}\n`;
}

function hostnameOverride({ hostname, kubeletExtraArgs, name }: NodeSpec): readonly Arg[] {
  const nodeName = writtenArgument(kubeletExtraArgs, "hostname-override") ?? name;
  return nodeName === hostname ? [] : [{ name: "hostname-override", value: nodeName }];
}
