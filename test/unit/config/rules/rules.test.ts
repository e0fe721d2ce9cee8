import { describe, expect, it } from "vitest";
import { CLUSTER, INIT, KUBELET, OURS, problemsOf, validly } from "../configured.ts";
import { HOST } from "../host-facts.ts";

const networking = (fields: string): string => `${CLUSTER}networking: {${fields}}\n`;
const endpoint = (fields: string): string => `${INIT}localAPIEndpoint: {${fields}}\n`;
const etcd = (fields: string): string => `${CLUSTER}etcd: {${fields}}\n`;
const node = (fields: string): string => `${INIT}nodeRegistration: {${fields}}\n`;
const token = (fields: string): string => `${INIT}bootstrapTokens: [{${fields}}]\n`;

/** Each breaks one rule, and says so at one place. */
const BROKEN: readonly (readonly [text: string, path: string, message: string])[] = [
  [`${CLUSTER}kubernetesVersion: v1.37\n`, "kubernetesVersion", '"v1.37" is not a version'],
  [`${CLUSTER}kubernetesVersion: v1.34.0\n`, "kubernetesVersion", "v1.34.0 is not supported"],
  [`${CLUSTER}kubernetesVersion: v1.370.0\n`, "kubernetesVersion", "v1.370.0 is not supported"],
  [`${CLUSTER}kubernetesVersion: stable-1\n`, "kubernetesVersion", "names another version every day"],
  [`${CLUSTER}clusterName: a b\n`, "clusterName", '"a b" cannot be the name of a cluster'],
  [`${CLUSTER}controlPlaneEndpoint: https://a:6443/\n`, "controlPlaneEndpoint", '"https://a:6443/" is not host:port'],
  [`${CLUSTER}controlPlaneEndpoint: a:65536\n`, "controlPlaneEndpoint", '"a:65536" is not host:port'],
  [`${CLUSTER}controlPlaneEndpoint: a:0\n`, "controlPlaneEndpoint", '"a:0" is not host:port'],
  [`${CLUSTER}controlPlaneEndpoint: A:1\n`, "controlPlaneEndpoint", '"A:1" is not host:port'],
  [networking("dnsDomain: a_b"), "networking.dnsDomain", '"a_b" is not a DNS domain'],
  [networking("serviceSubnet: 10.96.0.0"), "networking.serviceSubnet", '"10.96.0.0" is not a network'],
  [networking("serviceSubnet: 10.096.0.0/16"), "networking.serviceSubnet", '"10.096.0.0/16" is not a network'],
  [
    networking('serviceSubnet: "10.96.0.0/16, fd00::/112"'),
    "networking.serviceSubnet",
    '" fd00::/112" is not a network',
  ],
  [
    networking('serviceSubnet: "10.96.0.0/16,10.97.0.0/16"'),
    "networking.serviceSubnet",
    "must be one network, or one IPv4 and one IPv6",
  ],
  [
    networking('serviceSubnet: "10.96.0.0/16,fd00::/112,10.98.0.0/16"'),
    "networking.serviceSubnet",
    "must be one network, or one IPv4 and one IPv6",
  ],
  [networking("serviceSubnet: 10.96.0.0/29"), "networking.serviceSubnet", "10.96.0.0/29 has 8 addresses"],
  [networking("serviceSubnet: 10.0.0.0/11"), "networking.serviceSubnet", "10.0.0.0/11 is too large"],
  [
    networking("serviceSubnet: 10.96.0.0/16, podSubnet: 10.96.128.0/17"),
    "networking.podSubnet",
    "10.96.128.0/17 overlaps with the service subnet 10.96.0.0/16",
  ],
  [
    networking("podSubnet: 10.244.0.0/25"),
    "networking.podSubnet",
    "10.244.0.0/25 is smaller than the /24 that each node gets",
  ],
  [networking("podSubnet: 10.244.0.0/29"), "networking.podSubnet", "10.244.0.0/29 has 8 addresses"],
  [networking("podSubnet: 32.0.0.0/7"), "networking.podSubnet", "holds more than 2^16 times the /24"],
  [
    networking("serviceSubnet: 192.0.2.0/24"),
    "networking.serviceSubnet",
    "192.0.2.0/24 contains this node's address 192.0.2.10",
  ],
  [
    networking("podSubnet: 192.0.0.0/16"),
    "networking.podSubnet",
    "192.0.0.0/16 contains this node's address 192.0.2.10",
  ],
  [
    networking("serviceSubnet: fd00::/112"),
    "networking.serviceSubnet",
    "fd00::/112 is IPv6, and the API server advertises the IPv4 address",
  ],
  [
    networking('serviceSubnet: "10.96.0.0/16,fd00::/112", podSubnet: 10.244.0.0/16'),
    "networking.podSubnet",
    "there are IPv6 services, but no IPv6 network for Pods",
  ],
  [endpoint("advertiseAddress: 127.0.0.1"), "localAPIEndpoint.advertiseAddress", "127.0.0.1 is a loopback address"],
  [endpoint("advertiseAddress: 0.0.0.0"), "localAPIEndpoint.advertiseAddress", "0.0.0.0 is unspecified"],
  [
    endpoint("advertiseAddress: 169.254.1.1"),
    "localAPIEndpoint.advertiseAddress",
    "169.254.1.1 is a link-local address",
  ],
  [endpoint("advertiseAddress: 224.0.0.1"), "localAPIEndpoint.advertiseAddress", "224.0.0.1 is a multicast address"],
  [
    endpoint("advertiseAddress: a.example.com"),
    "localAPIEndpoint.advertiseAddress",
    '"a.example.com" is not an IP address',
  ],
  [endpoint("bindPort: 65536"), "localAPIEndpoint.bindPort", "65536 is not a port"],
  [endpoint("bindPort: -1"), "localAPIEndpoint.bindPort", "-1 is not a port"],
  ...[2379, 2380, 2381, 10250, 10257, 10259, 10248].map(
    (port) => [endpoint(`bindPort: ${port}`), "localAPIEndpoint.bindPort", `${port} is the port of`] as const,
  ),
  [
    `${endpoint("bindPort: 7000")}---\n${KUBELET}healthzPort: 7000\n`,
    "localAPIEndpoint.bindPort",
    "7000 is the port of the kubelet (health)",
  ],
  [`${CLUSTER}scheduler: {extraArgs: [{name: ""}]}\n`, "scheduler.extraArgs[0].name", "an argument needs a name"],
  [
    `${CLUSTER}scheduler: {extraArgs: [{name: --v}]}\n`,
    "scheduler.extraArgs[0].name",
    '"--v" is not the name of a flag',
  ],
  [
    `${CLUSTER}controllerManager: {extraArgs: [{name: "v=1"}]}\n`,
    "controllerManager.extraArgs[0].name",
    '"v=1" is not the name of a flag',
  ],
  [etcd('local: {extraArgs: [{name: "a b"}]}'), "etcd.local.extraArgs[0].name", '"a b" is not the name of a flag'],
  [
    node('kubeletExtraArgs: [{name: "-v"}]'),
    "nodeRegistration.kubeletExtraArgs[0].name",
    '"-v" is not the name of a flag',
  ],
  [
    `${CLUSTER}apiServer: {extraEnvs: [{name: "A=B"}]}\n`,
    "apiServer.extraEnvs[0].name",
    '"A=B" is not the name of a variable',
  ],
  [
    `${CLUSTER}apiServer: {extraEnvs: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: c}}}]}\n`,
    "apiServer.extraEnvs[0]",
    "has both value and valueFrom",
  ],
  [
    `${CLUSTER}apiServer: {extraEnvs: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]}\n`,
    "apiServer.extraEnvs[0].valueFrom.secretKeyRef",
    "static Pods cannot refer to objects in the API",
  ],
  [
    `${CLUSTER}apiServer: {extraVolumes: [{name: A, hostPath: /a, mountPath: /a}]}\n`,
    "apiServer.extraVolumes[0].name",
    '"A" is not the name of a volume',
  ],
  [
    `${CLUSTER}apiServer: {extraVolumes: [{name: a, hostPath: /a/../etc, mountPath: /a}]}\n`,
    "apiServer.extraVolumes[0].hostPath",
    "goes through . or ..",
  ],
  [
    `${CLUSTER}apiServer: {extraVolumes: [{name: a, hostPath: /a, mountPath: "/a:b"}]}\n`,
    "apiServer.extraVolumes[0].mountPath",
    "contains a colon",
  ],
  [
    `${CLUSTER}apiServer: {extraVolumes: [{name: a, hostPath: /a, mountPath: /a}, {name: a, hostPath: /b, mountPath: /b}]}\n`,
    "apiServer.extraVolumes[1].name",
    "a is there already",
  ],
  [`${CLUSTER}certificatesDir: pki\n`, "certificatesDir", '"pki" is not an absolute path'],
  [`${CLUSTER}certificatesDir: /etc/\n`, "certificatesDir", '"/etc/" is a directory of the system'],
  [`${CLUSTER}certificatesDir: "/a\\nb"\n`, "certificatesDir", "contains a control character"],
  [`${CLUSTER}certificatesDir: /${"a".repeat(256)}\n`, "certificatesDir", "is too long for a path"],
  [etcd("local: {dataDir: /}"), "etcd.local.dataDir", '"/" is a directory of the system'],
  [etcd("local: {dataDir: /var/lib/../../root}"), "etcd.local.dataDir", "goes through . or .."],
  [`${KUBELET}staticPodPath: manifests\n`, "staticPodPath", '"manifests" is not an absolute path'],
  [etcd("local: {}, external: {endpoints: [http://a:2379]}"), "etcd", "has both local and external"],
  [etcd("external: {}"), "etcd.external.endpoints", "at least one endpoint is needed"],
  [etcd("external: {endpoints: [a:2379]}"), "etcd.external.endpoints[0]", '"a:2379" is not the URL of an endpoint'],
  [etcd("external: {endpoints: [https://a:2379]}"), "etcd.external.caFile", "https needs the authority"],
  [
    etcd("external: {endpoints: [https://a:2379], caFile: /ca, certFile: /c}"),
    "etcd.external.keyFile",
    "certFile needs its key",
  ],
  [
    etcd("external: {endpoints: [https://a:2379], caFile: /ca, keyFile: /k}"),
    "etcd.external.certFile",
    "keyFile needs its certificate",
  ],
  [etcd("external: {endpoints: [https://a:2379], caFile: ca}"), "etcd.external.caFile", '"ca" is not an absolute path'],
  [
    etcd("external: {endpoints: [http://a:2379], caFile: /ca}"),
    "etcd.external.endpoints",
    "certificates are of no use over http",
  ],
  [
    `${CLUSTER}apiServer: {certSANs: [a, "a/b"]}\n`,
    "apiServer.certSANs[1]",
    '"a/b" is neither an IP address nor a DNS name',
  ],
  [etcd("local: {serverCertSANs: [A]}"), "etcd.local.serverCertSANs[0]", '"A" is neither'],
  [etcd('local: {peerCertSANs: ["*.*.a"]}'), "etcd.local.peerCertSANs[0]", '"*.*.a" is neither'],
  [`${CLUSTER}imageRepository: https://a\n`, "imageRepository", '"https://a" is not a repository of images'],
  [`${CLUSTER}dns: {imageRepository: a/}\n`, "dns.imageRepository", '"a/" is not a repository of images'],
  [etcd('local: {imageTag: "a b"}'), "etcd.local.imageTag", '"a b" is not a tag'],
  [node("name: a_b"), "nodeRegistration.name", '"a_b" cannot be the name of a Node'],
  [node("name: ../x"), "nodeRegistration.name", '"../x" cannot be the name of a Node'],
  [node(`name: ${"a".repeat(64)}`), "nodeRegistration.name", "has 64 characters"],
  [node("criSocket: tcp://a"), "nodeRegistration.criSocket", '"tcp://a" is not the URL of a unix socket'],
  [node("criSocket: unix://run/a.sock"), "nodeRegistration.criSocket", '"run/a.sock" is not an absolute path'],
  [
    node('taints: [{key: "a b", effect: NoSchedule}]'),
    "nodeRegistration.taints[0].key",
    '"a b" is not the key of a taint',
  ],
  [
    node('taints: [{key: a, value: "-", effect: NoSchedule}]'),
    "nodeRegistration.taints[0].value",
    '"-" is not the value of a taint',
  ],
  [
    node("taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoSchedule}]"),
    "nodeRegistration.taints[1]",
    '"a" with NoSchedule is there already',
  ],
  [node("ignorePreflightErrors: [All, Swap]"), "nodeRegistration.ignorePreflightErrors", "names checks beside all"],
  [token("token: abc"), "bootstrapTokens[0].token", "is not a bootstrap token"],
  [token("usages: [signin]"), "bootstrapTokens[0].usages[0]", '"signin" is no usage'],
  [token("usages: [signing]"), "bootstrapTokens[0].usages", "groups are given to who authenticates"],
  [token("groups: [admins]"), "bootstrapTokens[0].groups[0]", '"admins" is no group of bootstrappers'],
  [token("expires: tomorrow"), "bootstrapTokens[0].expires", '"tomorrow" is not a time'],
  [token('ttl: 1h, expires: "2030-01-31T12:00:00Z"'), "bootstrapTokens[0]", "has both ttl and expires"],
  [token("ttl: -1s"), "bootstrapTokens[0].ttl", "must not be negative"],
  [
    `${INIT}bootstrapTokens: [{token: abcdef.0123456789abcdef}, {token: abcdef.1123456789abcdef}]\n`,
    "bootstrapTokens[1].token",
    "another token has the id abcdef too",
  ],
  [`${INIT}certificateKey: abc\n`, "certificateKey", "is not an AES key of 32 bytes"],
  [`${INIT}timeouts: {discovery: 5}\n`, "timeouts.discovery", "must be text, found the number 5"],
  [`${INIT}timeouts: {discovery: "5"}\n`, "timeouts.discovery", '"5" is not a duration'],
  [`${INIT}timeouts: {discovery: 0s}\n`, "timeouts.discovery", "must be longer than nothing"],
  [`${OURS}apply: {soak: 1 minute}\n`, "apply.soak", '"1 minute" is not a duration'],
  [`${CLUSTER}certificateValidityPeriod: -1h\n`, "certificateValidityPeriod", "must be longer than nothing"],
  [
    `${CLUSTER}caCertificateValidityPeriod: 1h\n`,
    "certificateValidityPeriod",
    "8760h0m0s is longer than the authority's 1h",
  ],
  [
    `${CLUSTER}featureGates: {PublicKeysECDSA: true}\n`,
    "featureGates.PublicKeysECDSA",
    "PublicKeysECDSA was removed from kubeadm",
  ],
  [
    `${CLUSTER}featureGates: {SidecarContainers: true}\n`,
    "featureGates.SidecarContainers",
    "is no feature gate of kubeadm",
  ],
  [
    `${CLUSTER}featureGates: {RootlessControlPlane: true}\n`,
    "featureGates.RootlessControlPlane",
    "RootlessControlPlane is not supported",
  ],
  [`${INIT}patches: {directory: /p}\n`, "patches", "patches are not supported yet"],
];

describe("rules", () => {
  it.each(BROKEN)("%j breaks one at %s", (text, path, message) => {
    const problems = problemsOf(text);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.message).toContain(message);
  });

  it.each([
    networking("serviceSubnet: 10.0.0.0/12"),
    networking("serviceSubnet: 10.96.0.0/28"),
    networking("podSubnet: 10.244.0.0/24"),
    networking('serviceSubnet: "10.96.0.0/16,fd00::/108", podSubnet: "10.244.0.0/16,fd01::/48"'),
    networking('podSubnet: "10.244.0.0/16,fd01::/48"'),
    `${networking("podSubnet: 10.244.0.0/25")}controllerManager: {extraArgs: [{name: allocate-node-cidrs, value: "false"}]}\n`,
    `${networking("podSubnet: 10.244.0.0/25")}controllerManager: {extraArgs: [{name: node-cidr-mask-size-ipv4, value: "26"}]}\n`,
    `${endpoint("advertiseAddress: fd00::10")}---\n${networking("serviceSubnet: fd01::/112")}`,
    `${CLUSTER}controlPlaneEndpoint: "[fd00::1]:8443"\n`,
    `${CLUSTER}controlPlaneEndpoint: fd00::1\n`,
    `${endpoint("bindPort: 2379")}---\n${etcd("external: {endpoints: [http://a:1]}")}`,
    `${CLUSTER}apiServer: {certSANs: [A.example.com, "*.b", fd00::1, 192.0.2.1]}\n`,
    `${CLUSTER}imageRepository: localhost:5000/a_b/c--d\n`,
    `${CLUSTER}featureGates: {RootlessControlPlane: false}\n`,
    token('expires: "2030-01-31T12:00:00Z"'),
    token("ttl: 0s"),
    node("criSocket: /run/a.sock"),
    `${OURS}apply: {soak: 0s}\n`,
  ])("%j breaks none", (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it("asks for what the host cannot tell", () => {
    const problems = problemsOf("", { ...HOST, hostname: "", defaultAddress: undefined });
    expect(problems.map(({ path }) => path)).toEqual(["localAPIEndpoint.advertiseAddress", "nodeRegistration.name"]);
  });

  it("warns about what was hardly meant", () => {
    const text = `${networking("podSubnet: 10.244.1.0/16")}certificateValidityPeriod: 9000h\n`;
    expect(validly(text).warnings).toEqual([
      "networking.podSubnet: 10.244.1.0/16 has bits of a host set, the network is 10.244.0.0/16.",
      "certificateValidityPeriod: 9000h is longer than the recommended 8760h0m0s.",
    ]);
  });
});
