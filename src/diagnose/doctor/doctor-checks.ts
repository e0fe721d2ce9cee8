import { CERTIFICATE_CHECKS } from "./checks/certificates.ts";
import { COMPONENT_CHECKS } from "./checks/components.ts";
import { CREDENTIAL_CHECKS } from "./checks/credentials.ts";
import { ETCD_CHECKS } from "./checks/etcd.ts";
import { FILE_CHECKS } from "./checks/files.ts";
import { HOST_CHECKS } from "./checks/host.ts";
import { INPUT_CHECKS } from "./checks/inputs.ts";
import { KUBELET_CHECKS } from "./checks/kubelet.ts";
import { MANIFEST_FILE_CHECKS } from "./checks/manifest-files.ts";
import { NETWORK_CHECKS } from "./checks/network.ts";
import { RUNTIME_CHECKS } from "./checks/runtime.ts";
import { STATE_CHECKS } from "./checks/state.ts";
import { STATIC_POD_CHECKS } from "./checks/static-pods.ts";
import type { DoctorCheck } from "./doctor-check.ts";

/** Every check by what it is about, in the order in which they are shown. */
export const DOCTOR_CHECKS_BY_SUBJECT = {
  "The host": HOST_CHECKS,
  Network: NETWORK_CHECKS,
  "Container runtime": RUNTIME_CHECKS,
  Kubelet: KUBELET_CHECKS,
  "Static Pods": [...STATIC_POD_CHECKS, ...MANIFEST_FILE_CHECKS],
  "Owners and modes": FILE_CHECKS,
  "Certificates and keys": [...CERTIFICATE_CHECKS, ...CREDENTIAL_CHECKS],
  "What processes have read": INPUT_CHECKS,
  Components: COMPONENT_CHECKS,
  etcd: ETCD_CHECKS,
  "Steadyplane itself": STATE_CHECKS,
} as const satisfies Readonly<Record<string, readonly DoctorCheck[]>>;

export const DOCTOR_CHECKS: readonly DoctorCheck[] = Object.values(DOCTOR_CHECKS_BY_SUBJECT).flat();
