import type { ClusterSpec } from "../../domain/cluster-spec.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Check } from "./check.ts";
import { checkOfPath, notTold, rejected } from "./findings.ts";
import type { Seen } from "./preflight-facts.ts";

const IPV4 = "/proc/sys/net/ipv4/ip_forward";
const IPV6 = "/proc/sys/net/ipv6/conf/default/forwarding";

/** The kernel forwards packets of every address family that is in use. */
export const checkIpForwarding: Check = ({ networking }, { advertiseAddress }, { forwarding }) => {
  const used = [...subnetsOf(networking), advertiseAddress];
  return [
    ...(used.some((address) => !address.includes(":")) ? switched(IPV4, forwarding.ipv4) : []),
    ...(used.some((address) => address.includes(":")) ? switched(IPV6, forwarding.ipv6) : []),
  ];
};

function subnetsOf({ serviceSubnets, podSubnets }: ClusterSpec["networking"]): readonly string[] {
  return [...serviceSubnets, ...podSubnets];
}

function switched(path: string, seen: Seen<string>): readonly Finding[] {
  const check = checkOfPath("FileContent", path);
  if (seen.kind !== "present") {
    return [notTold(check, `what ${path} holds`, seen, [`cat ${path}`])];
  }
  if (seen.value.trim() === "1") {
    return [];
  }
  const name = path.replace("/proc/sys/", "").replaceAll("/", ".");
  return [
    rejected(check, {
      what: `The kernel does not forward packets: ${path} is ${seen.value.trim()}, not 1.`,
      why: "Pods could not reach Services, nor Pods of other Nodes.",
      fix: [`sysctl -w ${name}=1`, `To keep it: echo "${name} = 1" > /etc/sysctl.d/99-kubernetes.conf`],
    }),
  ];
}
