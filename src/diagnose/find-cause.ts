import type { Cause, CauseFinder } from "./cause.ts";
import { findAddressNotOnHost } from "./causes/address-not-on-host.ts";
import { findAdvertiseAddress } from "./causes/advertise-address.ts";
import { findBadFlagValue } from "./causes/bad-flag-value.ts";
import { findCertificateFiles } from "./causes/certificate-files.ts";
import { findCgroupDriver } from "./causes/cgroup-driver.ts";
import { findComponentFile } from "./causes/component-file.ts";
import { findConfigurationRefused } from "./causes/configuration-refused.ts";
import { findContainerNotStarted } from "./causes/container-not-started.ts";
import { findCrashLoop } from "./causes/crash-loop.ts";
import { findDiskFull } from "./causes/disk-full.ts";
import { findEtcdData } from "./causes/etcd-data.ts";
import { findEtcdQuorum } from "./causes/etcd-quorum.ts";
import { findEtcdSpace } from "./causes/etcd-space.ts";
import { findEtcdTrust } from "./causes/etcd-trust.ts";
import { findImageMissing } from "./causes/image-missing.ts";
import { findImageWrongArchitecture } from "./causes/image-wrong-architecture.ts";
import { findKubeletRefused } from "./causes/kubelet-refused.ts";
import { findKubeletStopped } from "./causes/kubelet-stopped.ts";
import { findManifestNotAccepted } from "./causes/manifest-not-accepted.ts";
import { findMirrorPodRefused } from "./causes/mirror-pod-refused.ts";
import { findNodeNotRegistered } from "./causes/node-not-registered.ts";
import { findNodeRenamed } from "./causes/node-renamed.ts";
import { findOutOfMemory } from "./causes/out-of-memory.ts";
import { findPodRejected } from "./causes/pod-rejected.ts";
import { findPortTaken } from "./causes/port-taken.ts";
import { findReadOnly } from "./causes/read-only.ts";
import { findRuntimeNotReady } from "./causes/runtime-not-ready.ts";
import { findRuntimeStopped } from "./causes/runtime-stopped.ts";
import { findServingCertificate } from "./causes/serving-certificate.ts";
import { findUnknownFlag } from "./causes/unknown-flag.ts";
import { findVolumeNotMounted } from "./causes/volume-not-mounted.ts";
import type { Snapshot } from "./snapshot/snapshot.ts";

/** From the most specific to the least: the first that applies names the cause. */
const FINDERS: readonly CauseFinder[] = [
  findDiskFull,
  findReadOnly,
  findRuntimeStopped,
  findKubeletRefused,
  findCgroupDriver,
  findNodeRenamed,
  findUnknownFlag,
  findPortTaken,
  findAddressNotOnHost,
  findAdvertiseAddress,
  findComponentFile,
  findCertificateFiles,
  findEtcdData,
  findEtcdSpace,
  findEtcdQuorum,
  findBadFlagValue,
  findImageWrongArchitecture,
  findImageMissing,
  findVolumeNotMounted,
  findPodRejected,
  findManifestNotAccepted,
  findServingCertificate,
  findEtcdTrust,
  findOutOfMemory,
  findNodeNotRegistered,
  findContainerNotStarted,
  findConfigurationRefused,
  findCrashLoop,
  findKubeletStopped,
  findMirrorPodRefused,
  findRuntimeNotReady,
];

/** The cause that keeps this host from becoming healthy and that waiting cannot heal; undefined where none is proven. */
export function findCause(snapshot: Snapshot): Cause | undefined {
  for (const find of FINDERS) {
    const cause = find(snapshot);
    if (cause !== undefined) {
      return cause;
    }
  }
  return undefined;
}
