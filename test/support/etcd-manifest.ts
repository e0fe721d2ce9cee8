import { stringify } from "yaml";

/** The address of the node in {@link etcdManifest}. */
export const ETCD_ADDRESS = "192.0.2.10";

/** An etcd's static Pod; `value` is a flag's that tells one configuration from another, `shift` moves its ports. */
export function etcdManifest(pod: string, value: string, shift = 0): string {
  const command = [
    "etcd",
    "--data-dir=/var/lib/etcd",
    `--listen-client-urls=https://127.0.0.1:${2379 + shift},https://${ETCD_ADDRESS}:${2379 + shift}`,
    `--listen-metrics-urls=http://127.0.0.1:${2381 + shift}`,
    `--listen-peer-urls=https://${ETCD_ADDRESS}:${2380 + shift}`,
    `--snapshot-count=${value}`,
  ];
  return stringify({ kind: "Pod", metadata: { name: pod }, spec: { containers: [{ image: "etcd:1", command }] } });
}
