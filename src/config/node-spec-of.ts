import { absolute } from "../domain/absolute-path.ts";
import type { BootstrapToken } from "../domain/cluster-spec.ts";
import { Confidential } from "../domain/confidential.ts";
import { parseAddress } from "../domain/network/ip-address.ts";
import type { HostFacts, NodeSpec, Timeouts } from "../domain/node-spec.ts";
import type { EffectiveConfig, EffectiveTimeouts, EffectiveToken } from "./effective-config.ts";
import { parseGoDuration } from "./go-duration.ts";

/** The NodeSpec of a configuration that breaks no rule. */
export function nodeSpecOf({ init }: EffectiveConfig, facts: HostFacts, makeToken: () => string): NodeSpec {
  const { nodeRegistration, localAPIEndpoint } = init;
  const { advertiseAddress } = localAPIEndpoint;
  return {
    name: nodeRegistration.name,
    hostname: facts.hostname.trim().toLowerCase(),
    advertiseAddress: parseAddress(advertiseAddress)?.text ?? advertiseAddress,
    bindPort: localAPIEndpoint.bindPort,
    criSocket: nodeRegistration.criSocket,
    taints: nodeRegistration.taints,
    kubeletExtraArgs: nodeRegistration.kubeletExtraArgs,
    imagePullPolicy: nodeRegistration.imagePullPolicy,
    isImagePullSerial: nodeRegistration.imagePullSerial,
    patchesDirectory: init.patchesDirectory === "" ? undefined : absolute(init.patchesDirectory),
    certificateKey: init.certificateKey === "" ? undefined : new Confidential(init.certificateKey),
    bootstrapTokens: init.bootstrapTokens.map((token) => bootstrapToken(token, makeToken)),
    skipPhases: init.skipPhases,
    ignorePreflightErrors: nodeRegistration.ignorePreflightErrors,
    timeouts: timeoutsOf(init.timeouts),
    proxyEnv: facts.proxyEnv,
    facts,
  };
}

function bootstrapToken(written: EffectiveToken, makeToken: () => string): BootstrapToken {
  const token = written.token === "" ? makeToken() : written.token;
  return {
    token: new Confidential(token),
    tokenId: token.split(".")[0] ?? "",
    description: written.description,
    ttlMs: parseGoDuration(written.ttl) ?? 0,
    expires: written.expires === "" ? undefined : written.expires,
    usages: written.usages,
    groups: written.groups,
  };
}

function timeoutsOf(written: EffectiveTimeouts): Timeouts {
  const ms = (name: keyof EffectiveTimeouts): number => parseGoDuration(written[name]) ?? 0;
  return {
    controlPlaneComponentHealthCheckMs: ms("controlPlaneComponentHealthCheck"),
    kubeletHealthCheckMs: ms("kubeletHealthCheck"),
    kubernetesAPICallMs: ms("kubernetesAPICall"),
    etcdAPICallMs: ms("etcdAPICall"),
    tlsBootstrapMs: ms("tlsBootstrap"),
    discoveryMs: ms("discovery"),
    upgradeManifestsMs: ms("upgradeManifests"),
  };
}
