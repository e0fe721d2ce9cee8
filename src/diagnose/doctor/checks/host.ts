import { checkArchitecture } from "../../../plan/preflight/check-architecture.ts";
import { checkCgroupVersion } from "../../../plan/preflight/check-cgroup-version.ts";
import { checkClock } from "../../../plan/preflight/check-clock.ts";
import { checkDiskSpace } from "../../../plan/preflight/check-disk-space.ts";
import { checkHostname } from "../../../plan/preflight/check-hostname.ts";
import { checkIpForwarding } from "../../../plan/preflight/check-ip-forwarding.ts";
import { checkMemory } from "../../../plan/preflight/check-memory.ts";
import { checkNumCpu } from "../../../plan/preflight/check-num-cpu.ts";
import { checkPrograms } from "../../../plan/preflight/check-programs.ts";
import { checkProxy } from "../../../plan/preflight/check-proxy.ts";
import { checkSwap } from "../../../plan/preflight/check-swap.ts";
import { type DoctorCheck, type Look, looked, lookAt, rejection, untold, warning } from "../doctor-check.ts";
import { asConfigured, asIs, withKubelet } from "../from-preflight.ts";

const MEBIBYTE = 2 ** 20;
/** The oldest kernel that kubeadm's system verification recommends: k8s.io/system-validators. */
const OLDEST_KERNEL = [4, 19] as const;

/** The machine itself: what it is, and whether its settings suit a kubelet. */
export const HOST_CHECKS: readonly DoctorCheck[] = [
  {
    name: "privileges",
    hosts: "every",
    looksAt: "the user who runs the command",
    finds: "warns about any other than root, who cannot see everything",
    remedy: "sudo steadyplane doctor",
    look: ({ host: { userId } }) =>
      lookAt(userId, "which user runs this", (id) => looked("root", id === 0 ? [] : [otherUser(id)])),
  },
  {
    name: "architecture",
    hosts: "every",
    looksAt: "the processor",
    finds: "rejects one for which there are no images",
    remedy: "another machine",
    look: asIs(checkArchitecture, ({ assumed }) => assumed.node.facts.architecture),
  },
  {
    name: "cpus",
    hosts: "every",
    looksAt: "how many CPUs can be used",
    finds: "warns below 2",
    remedy: "more CPUs",
    look: asIs(checkNumCpu, ({ host: { cpus } }) => (cpus.kind === "present" ? `${cpus.value} CPUs` : "")),
  },
  {
    name: "memory",
    hosts: "every",
    looksAt: "how much memory there is",
    finds: "rejects less than 1700 MiB",
    remedy: "more memory",
    look: asIs(checkMemory, ({ host: { memoryBytes } }) =>
      memoryBytes.kind === "present" ? `${Math.floor(memoryBytes.value / MEBIBYTE)} MiB` : "",
    ),
  },
  {
    name: "kernel",
    hosts: "every",
    looksAt: "the kernel's version",
    finds: "rejects one older than 4.19",
    remedy: "a newer kernel",
    look: ({ kernel }) => lookAt(kernel, "the kernel's version", kernelLook),
  },
  {
    name: "clock",
    hosts: "every",
    looksAt: "the clock, against the year 2024 and the authorities' certificates",
    finds: "rejects a time at which certificates would not be valid",
    remedy: "set the clock",
    look: asIs(checkClock, ({ now }) => new Date(now).toISOString()),
  },
  {
    name: "clock-kept",
    hosts: "every",
    needsRoot: true,
    looksAt: "whether a program sets the clock: chronyd, ntpd, systemd-timesyncd and the like",
    finds: "warns where none runs",
    remedy: "install chrony",
    look: ({ timekeepers }) => timekeeperLook(timekeepers),
  },
  {
    name: "disk-space",
    hosts: "every",
    looksAt: "room and inodes below /etc/kubernetes, /var/lib/kubelet and etcd's data",
    finds: "rejects too little to go on, warns about less than is wanted",
    remedy: "make room, or give the directory a file system of its own",
    look: asConfigured(checkDiskSpace, ({ host: { space } }) =>
      space
        .flatMap(({ path, free }) =>
          free.kind === "present" ? [`${Math.floor(free.value.bytes / MEBIBYTE)} MiB below ${path}`] : [],
        )
        .join(", "),
    ),
  },
  {
    name: "swap",
    hosts: "every",
    looksAt: "swap, and whether the kubelet lives with it",
    finds: "rejects swap that makes the kubelet stop, warns about swap that it tolerates",
    remedy: "swapoff -a, or failSwapOn: false",
    look: withKubelet(checkSwap, ({ assumed }) => (assumed.node.facts.isSwapOn ? "tolerated" : "none")),
  },
  {
    name: "cgroup-version",
    hosts: "every",
    looksAt: "the version of cgroups, and whether the kubelet takes it",
    finds: "rejects v1 where the kubelet refuses it, warns about v1 otherwise",
    remedy: "boot with systemd.unified_cgroup_hierarchy=1",
    look: withKubelet(checkCgroupVersion, ({ assumed }) => `v${assumed.node.facts.cgroupVersion}`),
  },
  {
    name: "programs",
    hosts: "every",
    isProvisioned: true,
    looksAt: "the programs that the kubelet calls",
    finds: "rejects where mount or cp is missing, warns where losetup is",
    remedy: "install them",
    look: asIs(checkPrograms, ({ host: { programs } }) => programs.map(({ name }) => name).join(", ")),
  },
  {
    name: "ip-forwarding",
    hosts: "every",
    isProvisioned: true,
    looksAt: "whether the kernel forwards packets of the families in use",
    finds: "rejects where it does not",
    remedy: "sysctl -w net.ipv4.ip_forward=1",
    look: asConfigured(checkIpForwarding, () => "on"),
  },
  {
    name: "hostname",
    hosts: "every",
    looksAt: "whether the Node's name resolves",
    finds: "warns where it does not",
    remedy: "a line in /etc/hosts, or DNS",
    look: asConfigured(checkHostname, ({ host: { nodeNameAddresses: seen } }) =>
      seen.kind === "present" ? seen.value.join(", ") : "",
    ),
  },
  {
    name: "proxy",
    hosts: "every",
    looksAt: "HTTPS_PROXY and NO_PROXY of this environment",
    finds: "warns where connections within the cluster would go through a proxy",
    remedy: "extend NO_PROXY",
    look: asConfigured(checkProxy, ({ assumed }) =>
      assumed.node.proxyEnv.length === 0 ? "none" : "the cluster is exempt",
    ),
  },
];

function otherUser(id: number) {
  return warning({
    what: `This runs as user ${id}, not as root.`,
    why: "Keys, manifests and the container runtime can be looked at by root alone.",
    fix: ["sudo steadyplane doctor"],
  });
}

function kernelLook(release: string): Look {
  const found = /^(?<major>\d+)\.(?<minor>\d+)/u.exec(release)?.groups;
  if (found === undefined) {
    return looked("", [untold("the kernel's version", `"${release}" is no version`, ["uname -r"])]);
  }
  const [major, minor] = [Number(found["major"]), Number(found["minor"])];
  const isOld = major < OLDEST_KERNEL[0] || (major === OLDEST_KERNEL[0] && minor < OLDEST_KERNEL[1]);
  const old = rejection({
    what: `The kernel is ${release}; the oldest that Kubernetes is tried with is ${OLDEST_KERNEL.join(".")}.`,
    why: "The kubelet and the container runtime need what newer kernels have.",
    fix: ["uname -r", "Boot a newer kernel."],
  });
  return looked(release, isOld ? [old] : []);
}

function timekeeperLook(running: readonly string[]): Look {
  const none = warning({
    what: "No program that sets the clock runs on this host.",
    why: "Unless the machine's host keeps it, the clock drifts: certificates, leases and etcd go by it.",
    fix: ["timedatectl set-ntp true", "Or install chrony."],
  });
  return looked(running.join(", "), running.length === 0 ? [none] : []);
}
