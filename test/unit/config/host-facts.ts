import { absolute } from "../../../src/domain/absolute-path.ts";
import type { HostFacts } from "../../../src/domain/node-spec.ts";

/** A host like any other. */
export const HOST: HostFacts = {
  hostname: "cp1",
  defaultAddress: "192.0.2.10",
  staticPodPath: absolute("/etc/kubernetes/manifests"),
  caDirectories: [],
  resolvConf: undefined,
  cgroupVersion: 2,
  isSystemd: false,
  isSwapOn: false,
  runtimeCgroupDriver: undefined,
  architecture: "amd64",
  proxyEnv: [],
};
