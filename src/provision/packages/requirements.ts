/** A Debian package and a file whose presence, in one of the places, makes it needless. */
export interface PackageRequirement {
  readonly package: string;
  readonly anyOf: readonly string[];
}

const DIRECTORIES = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

const program = (name: string): readonly string[] => DIRECTORIES.map((directory) => `${directory}/${name}`);

/** What Pods on this host need besides the kubelet, and what the static Pod images are made of. */
export const PACKAGE_REQUIREMENTS: readonly PackageRequirement[] = [
  { package: "containerd", anyOf: program("containerd") },
  { package: "runc", anyOf: program("runc") },
  { package: "containernetworking-plugins", anyOf: ["/usr/lib/cni/bridge", "/opt/cni/bin/bridge"] },
  { package: "nftables", anyOf: program("nft") },
  { package: "iptables", anyOf: program("iptables") },
  { package: "conntrack", anyOf: program("conntrack") },
  { package: "ethtool", anyOf: program("ethtool") },
  { package: "socat", anyOf: program("socat") },
  { package: "catatonit", anyOf: program("catatonit") },
];
