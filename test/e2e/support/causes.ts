import { createPublicKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { inject } from "vitest";
import { Confidential } from "../../../src/domain/confidential.ts";
import { buildCertificate } from "../../../src/desired/pki/build-certificate.ts";
import { IMAGE_REPOSITORY, KUBERNETES_VERSION } from "../../lab/node-source.ts";
import type { TestHost } from "../../lab/test-host.ts";
import { importBrokenImage } from "./broken-image.ts";
import { type ConfigurationChoices, eventually, steadyplaneMust } from "./steadyplane.ts";

/** Something that keeps a control plane from coming up. */
export interface Cause {
  readonly name: string;
  readonly configuration?: ConfigurationChoices;
  /** Before `init`. */
  readonly provoke?: (host: TestHost) => Promise<void>;
  /** While `init` runs. */
  readonly meanwhile?: (host: TestHost) => Promise<void>;
  /** What `init` must say, each of them. */
  readonly says: readonly RegExp[];
  /** Preflight finds it; told to look away, `init` must find it while it waits. */
  readonly isFoundBefore?: boolean;
}

const SCHEDULER_IMAGE = `${IMAGE_REPOSITORY}/kube-scheduler:${KUBERNETES_VERSION}`;
const DAY_MS = 86_400_000;

export const CAUSES: readonly Cause[] = [
  {
    name: "the API server's port is taken",
    provoke: (host) => listen(host, "TCP-LISTEN:6443,fork"),
    says: [/6443/u, /socat/u],
    isFoundBefore: true,
  },
  {
    name: "etcd's metrics port is taken on 127.0.0.1",
    provoke: (host) => listen(host, "TCP-LISTEN:2381,bind=127.0.0.1,fork"),
    says: [/2381/u, /socat/u],
    isFoundBefore: true,
  },
  {
    name: "the API server is given a flag that it does not know",
    configuration: { cluster: "apiServer: { extraArgs: [{ name: no-such-flag, value: x }] }" },
    says: [/kube-apiserver/u, /no-such-flag/u],
  },
  {
    name: "etcd is given a flag with a bad value",
    configuration: { cluster: "etcd: { local: { extraArgs: [{ name: heartbeat-interval, value: soon }] } }" },
    says: [/etcd/u, /heartbeat-interval/u],
  },
  {
    name: "an image is missing",
    provoke: async (host) => void (await host.must("ctr", ["-n", "k8s.io", "images", "rm", "--sync", SCHEDULER_IMAGE])),
    says: [/kube-scheduler:v/u],
    isFoundBefore: true,
  },
  {
    name: "an image is of another architecture",
    provoke: async (host) => importBrokenImage(host, SCHEDULER_IMAGE, "kube-scheduler"),
    says: [/kube-scheduler/u, /exec format error|architecture/iu],
  },
  {
    name: "the API server's certificate has expired",
    provoke: expireApiServerCertificate,
    says: [/apiserver\.crt/u, /expired/iu],
  },
  {
    name: "etcd's certificate is of another CA",
    provoke: async (host) => {
      await host.must("kubeadm", ["init", "phase", "certs", "all", "--cert-dir", "/etc/kubernetes/pki"]);
      await host.must("kubeadm", ["init", "phase", "certs", "all", "--cert-dir", "/root/other"]);
      await host.sh("cp /root/other/etcd/server.* /etc/kubernetes/pki/etcd/");
    },
    says: [/etcd\/server\.crt/u, /etcd\/ca\.crt|etcd-ca/u],
  },
  {
    name: "the kubelet is stopped",
    meanwhile: async (host) => {
      const isThere = "[ -e /etc/kubernetes/manifests/etcd.yaml ] && pgrep -x kubelet >/dev/null";
      await eventually(
        "the kubelet has manifests",
        30_000,
        async () => (await host.run("sh", ["-c", isThere])).status === 0,
      );
      await steadyplaneMust(host, ["service", "stop", "kubelet"]);
    },
    says: [/kubelet/u, /stopped|not running/u],
  },
  {
    name: "the kubelet's configuration has a bad field",
    configuration: {
      documents: [
        "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nimageGCHighThresholdPercent: 200",
      ],
    },
    says: [/kubelet/u, /imageGCHighThresholdPercent/u],
  },
  {
    name: "the runtime is stopped",
    provoke: async (host) => void (await host.run("steadyplane", ["service", "stop", "containerd"])),
    says: [/containerd/u],
  },
  {
    name: "etcd's data is of another cluster",
    provoke: async (host) => {
      const etcd = inject("nodeParts").programs["etcd"] ?? "etcd";
      const run = `${etcd} --data-dir /var/lib/etcd --name other --initial-cluster-token other`;
      await host.sh(`timeout -s KILL 3 ${run} >/dev/null 2>&1 || test -d /var/lib/etcd/member`);
    },
    says: [/\/var\/lib\/etcd/u],
  },
];

async function listen(host: TestHost, address: string): Promise<void> {
  await host.sh(`setsid socat ${address} EXEC:true </dev/null >/dev/null 2>&1 &`);
  await eventually("socat listens", 5_000, async () => (await host.sh("ss -ltnH")) !== "");
}

async function expireApiServerCertificate(host: TestHost): Promise<void> {
  await host.must("kubeadm", ["init", "phase", "certs", "all", "--apiserver-advertise-address", host.address]);
  const read = (name: string): string => readFileSync(host.path(`/etc/kubernetes/pki/${name}`), "utf8");
  const publicKey = createPublicKey(read("apiserver.key")).export({ type: "spki", format: "pem" }).toString();
  const certificate = buildCertificate(
    {
      commonName: "kube-apiserver",
      organizations: [],
      dnsNames: [
        "kubernetes",
        "kubernetes.default",
        "kubernetes.default.svc",
        "kubernetes.default.svc.cluster.local",
        host.hostname,
      ],
      ipAddresses: ["10.96.0.1", host.address],
      usages: ["serverAuth"],
      isAuthority: false,
      signedBy: "ca",
      algorithm: "RSA-2048",
      validityMs: DAY_MS,
      notBefore: "backdated",
    },
    {
      subjectPublicKeyPem: publicKey,
      issuer: { certificatePem: read("ca.crt") },
      signingKey: new Confidential(read("ca.key")),
      now: Date.now() - 2 * DAY_MS,
      serialHex: "0123456789abcdef",
    },
  );
  writeFileSync(host.path("/etc/kubernetes/pki/apiserver.crt"), certificate);
}
