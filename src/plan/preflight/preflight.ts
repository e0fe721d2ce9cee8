import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NodeSpec } from "../../domain/node-spec.ts";
import { checkAdvertiseAddress } from "./check-advertise-address.ts";
import { checkArchitecture } from "./check-architecture.ts";
import { checkCgroupDriver } from "./check-cgroup-driver.ts";
import { checkCgroupVersion } from "./check-cgroup-version.ts";
import { checkClock } from "./check-clock.ts";
import { checkContainerRuntime } from "./check-container-runtime.ts";
import { checkDiskSpace } from "./check-disk-space.ts";
import { checkEtcdDataDirectory } from "./check-etcd-data-directory.ts";
import { checkHostname } from "./check-hostname.ts";
import { checkImages } from "./check-images.ts";
import { checkIpForwarding } from "./check-ip-forwarding.ts";
import { checkKubeletService } from "./check-kubelet-service.ts";
import { checkKubeletVersion } from "./check-kubelet-version.ts";
import { checkManifests } from "./check-manifests.ts";
import { checkMemory } from "./check-memory.ts";
import { checkMounts } from "./check-mounts.ts";
import { checkNumCpu } from "./check-num-cpu.ts";
import { checkPorts } from "./check-ports.ts";
import { checkPrivilegedUser } from "./check-privileged-user.ts";
import { checkPrograms } from "./check-programs.ts";
import { checkProxy } from "./check-proxy.ts";
import { checkStaticPodPath } from "./check-static-pod-path.ts";
import { checkSwap } from "./check-swap.ts";
import type { Check } from "./check.ts";
import type { PreflightFacts } from "./preflight-facts.ts";

/** Every check, in the order in which findings are shown. */
const CHECKS: readonly Check[] = [
  checkPrivilegedUser,
  checkArchitecture,
  checkNumCpu,
  checkMemory,
  checkClock,
  checkDiskSpace,
  checkAdvertiseAddress,
  checkPorts,
  checkStaticPodPath,
  checkMounts,
  checkManifests,
  checkEtcdDataDirectory,
  checkContainerRuntime,
  checkImages,
  checkCgroupVersion,
  checkCgroupDriver,
  checkSwap,
  checkKubeletVersion,
  checkKubeletService,
  checkPrograms,
  checkIpForwarding,
  checkHostname,
  checkProxy,
];

/** What stands in the way of this configuration on this host: all of it at once. */
export function preflight(cluster: ClusterSpec, node: NodeSpec, facts: PreflightFacts): readonly Finding[] {
  return CHECKS.flatMap((check) => check(cluster, node, facts));
}
