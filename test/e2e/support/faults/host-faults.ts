import type { TestHost } from "../../../lab/test-host.ts";
import { type Fault, kill, kubelet, manifest, PKI, withFlag } from "./fault.ts";

const ETCDCTL = `etcdctl --endpoints https://127.0.0.1:2379 --cacert ${PKI}/etcd/ca.crt \\
  --cert ${PKI}/etcd/healthcheck-client.crt --key ${PKI}/etcd/healthcheck-client.key`;

/** etcd's data on a file system of its own that is full, by what `limit` leaves it and `fill` takes. */
const onSmallDisk = (limit: string, fill: string) => async (host: TestHost) => {
  await host.sh(`mkdir -p /run/small; used=$(du -sm /var/lib/etcd | cut -f1); files=$(find /var/lib/etcd | wc -l)
    mount -t tmpfs -o ${limit} tmpfs /run/small
    cp -a /var/lib/etcd/. /run/small/; ( ${fill} ) 2>/dev/null || true
    mount --bind /run/small /var/lib/etcd; umount -l /run/small`);
  await kill(host, "etcd");
};
const offSmallDisk = async (host: TestHost) => host.sh("umount -l /var/lib/etcd; pkill -KILL -x etcd || true");

/** Of the kubelet, the runtime and the host. */
export const HOST_FAULTS: readonly Fault[] = [
  {
    name: "the kubelet's configuration has a bad field",
    isFew: true,
    component: "kube-scheduler",
    provoke: kubelet("imageGCHighThresholdPercent: 200"),
    code: "KubeletConfigurationRefused",
    says: /imageGCHighThresholdPercent/u,
  },
  {
    name: "runtime stopped",
    component: "kube-scheduler",
    provoke: async (host) => host.sh("steadyplane service stop containerd"),
    repair: async (host) => host.sh("steadyplane service start containerd"),
    code: "RuntimeStopped",
    says: /containerd|runtime/u,
  },
  {
    name: "runtime that hangs",
    isFew: true,
    component: "kube-scheduler",
    provoke: async (host) => host.sh("pkill -STOP -x containerd"),
    repair: async (host) => host.sh("pkill -CONT -x containerd"),
    code: "RuntimeFrozen",
    says: /containerd/u,
  },
  {
    name: "kubelet that hangs",
    isFew: true,
    component: "kube-scheduler",
    provoke: async (host) => host.sh("pkill -STOP -x kubelet"),
    repair: async (host) => host.sh("pkill -CONT -x kubelet"),
    code: "KubeletFrozen",
    says: /kubelet/u,
  },
  {
    name: "kubelet stopped",
    component: "kube-scheduler",
    provoke: async (host) => host.sh("steadyplane service stop kubelet"),
    repair: async (host) => host.sh("steadyplane service start kubelet"),
    code: "KubeletStopped",
    says: /stopped/u,
  },
  {
    name: "kubelet with an unknown flag",
    component: "kube-scheduler",
    provoke: async (host) =>
      host.sh(`echo 'KUBELET_KUBEADM_ARGS="--no-such-flag"' >/var/lib/kubelet/kubeadm-flags.env
        steadyplane service restart kubelet || true`),
    code: "KubeletFlagRefused",
    says: /no-such-flag/u,
  },
  {
    name: "Node that was given another name",
    isFew: true,
    component: "kube-scheduler",
    provoke: async (host) => host.sh("hostname another-name; steadyplane service restart kubelet"),
    repair: async (host) => host.sh(`hostname ${host.hostname}; steadyplane service restart kubelet`),
    code: "NodeRenamed",
    says: /another-name/u,
  },
];

/** Of etcd, its data and its disk. */
export const ETCD_FAULTS: readonly Fault[] = [
  {
    name: "read-only file system",
    component: "etcd",
    provoke: async (host) => {
      await host.sh("mount --bind /var/lib/etcd /var/lib/etcd && mount -o remount,ro,bind /var/lib/etcd");
      await kill(host, "etcd");
    },
    repair: async (host) => host.sh("umount -l /var/lib/etcd; pkill -KILL -x etcd || true"),
    code: "ReadOnlyFileSystem",
    says: /read-only/u,
  },
  {
    name: "etcd out of space",
    component: "etcd",
    provoke: withFlag("etcd", "--quota-backend-bytes=200000"),
    repair: async (host) =>
      host.sh(`for second in $(seq 90); do
          [ "$(${ETCDCTL} alarm list 2>&1)" = "" ] && break
          ${ETCDCTL} alarm disarm || true; sleep 1
        done`),
    code: "EtcdOutOfSpace",
    says: /NOSPACE|space exceeded/u,
  },
  {
    name: "disk full, or out of inodes",
    component: "etcd",
    provoke: onSmallDisk("size=$((used + 8))m", "cat /dev/zero >/run/small/filler"),
    repair: offSmallDisk,
    code: "DiskFull",
    says: /var\/lib\/etcd/u,
  },
  {
    name: "disk full, or out of inodes",
    component: "etcd",
    provoke: onSmallDisk("nr_inodes=$((files + 8))", "for i in $(seq 20); do : >/run/small/filler-$i; done"),
    repair: offSmallDisk,
    code: "DiskFull",
    says: /inodes|no space left/u,
  },
  {
    name: "etcd without quorum",
    component: "etcd",
    provoke: async (host) => host.sh(`${ETCDCTL} member add ghost --peer-urls https://192.0.2.9:2380`),
    repair: async (host) => {
      await withFlag("etcd", "--force-new-cluster")(host);
      await host.sh("for second in $(seq 60); do curl -fs http://127.0.0.1:2381/readyz && break; sleep 1; done");
      await manifest("etcd", "")(host);
    },
    code: "EtcdWithoutQuorum",
    says: /leader/u,
  },
];
