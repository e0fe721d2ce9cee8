import type { BootstrapToken } from "../domain/cluster-spec.ts";
import type { JsonObject } from "../domain/json.ts";
import type { NodeSpec, Taint, Timeouts } from "../domain/node-spec.ts";
import { KUBEADM_API } from "./document-kinds.ts";
import { formatGoDuration } from "./go-duration.ts";

const HIDDEN = "<secret>";

/** The InitConfiguration that stands for `node`. */
export function initDocument(node: NodeSpec, revealTokens: boolean): JsonObject {
  return {
    apiVersion: KUBEADM_API,
    kind: "InitConfiguration",
    bootstrapTokens: node.bootstrapTokens.map((token) => tokenFields(token, revealTokens)),
    ...(node.certificateKey === undefined
      ? {}
      : { certificateKey: revealTokens ? node.certificateKey.reveal() : HIDDEN }),
    localAPIEndpoint: { advertiseAddress: node.advertiseAddress, bindPort: node.bindPort },
    nodeRegistration: {
      name: node.name,
      criSocket: node.criSocket,
      imagePullPolicy: node.imagePullPolicy,
      imagePullSerial: node.isImagePullSerial,
      ...notEmpty(
        "kubeletExtraArgs",
        node.kubeletExtraArgs.map(({ name, value }) => ({ name, value })),
      ),
      ...notEmpty("ignorePreflightErrors", node.ignorePreflightErrors),
      // Also where it is empty: no list at all would mean the control-plane taint.
      taints: node.taints.map(taintFields),
    },
    ...notEmpty("skipPhases", node.skipPhases),
    timeouts: timeoutFields(node.timeouts),
  };
}

function tokenFields(token: BootstrapToken, revealTokens: boolean): JsonObject {
  return {
    token: revealTokens ? token.token.reveal() : HIDDEN,
    ...(token.description === "" ? {} : { description: token.description }),
    ...(token.expires === undefined ? { ttl: formatGoDuration(token.ttlMs) } : { expires: token.expires }),
    usages: token.usages,
    groups: token.groups,
  };
}

function taintFields({ key, value, effect }: Taint): JsonObject {
  return { key, ...(value === "" ? {} : { value }), effect };
}

function timeoutFields(timeouts: Timeouts): JsonObject {
  return Object.fromEntries(
    Object.entries(timeouts).map(([name, ms]: [string, number]) => [name.replace(/Ms$/u, ""), formatGoDuration(ms)]),
  );
}

function notEmpty(name: string, list: readonly (JsonObject | string)[]): JsonObject {
  return list.length === 0 ? {} : { [name]: list };
}
