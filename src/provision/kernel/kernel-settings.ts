/** Parameters as in sysctl.d, `net.ipv4.ip_forward`, with the value each must have. */
export type KernelSettings = Readonly<Record<string, string>>;

/** Always there. */
export const FORWARDING: KernelSettings = { "net.ipv4.ip_forward": "1" };

/** There where the kernel has IPv6. */
export const IPV6_FORWARDING: KernelSettings = { "net.ipv6.conf.all.forwarding": "1" };

/** There once br_netfilter is loaded; without it a Pod that reaches its own Service sees replies from the wrong address. */
export const BRIDGE_FILTER: KernelSettings = {
  "net.bridge.bridge-nf-call-iptables": "1",
  "net.bridge.bridge-nf-call-ip6tables": "1",
};

/** The file below /etc/sysctl.d that sets them again after a reboot. */
export function renderSysctlFile(settings: KernelSettings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return ["# Written by steadyplane.", ...lines, ""].join("\n");
}

/** Where the kernel shows a parameter. */
export function procPath(name: string): string {
  return `/proc/sys/${name.replaceAll(".", "/")}`;
}
