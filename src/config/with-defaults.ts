import type { HostFacts } from "../domain/node-spec.ts";
import type { Profile } from "../domain/profile.ts";
import { defaultCluster } from "./default-cluster.ts";
import { defaultInit } from "./default-init.ts";
import type { EffectiveConfig, EffectiveSteadyplane } from "./effective-config.ts";
import type { WrittenConfig, WrittenSteadyplane } from "./written-config.ts";

/** What counts where nothing was written. Without `facts`, what depends on the host stays empty. */
export function withDefaults(
  written: WrittenConfig,
  facts: HostFacts | undefined,
  profileOverride?: Profile,
): EffectiveConfig {
  const profile = profileOverride ?? written.steadyplane.profile ?? "secure";
  const init = defaultInit(written.init, facts);
  return {
    profile,
    cluster: defaultCluster(written.cluster, profile, init.localAPIEndpoint.bindPort),
    init,
    kubelet: written.kubelet,
    kubeProxy: written.kubeProxy,
    steadyplane: defaultSteadyplane(written.steadyplane),
  };
}

function defaultSteadyplane(written: WrittenSteadyplane): EffectiveSteadyplane {
  return {
    strategy: written.apply?.strategy ?? "handoff",
    soak: written.apply?.soak || "10s",
    healthTimeout: written.apply?.healthTimeout || "4m0s",
    source: written.provision?.source ?? "auto",
  };
}
