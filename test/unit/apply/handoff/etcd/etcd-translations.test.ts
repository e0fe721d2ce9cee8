import { expect, it } from "vitest";
import { etcdTranslations } from "../../../../../src/apply/handoff/etcd/etcd-translations.ts";

const HOST = ["192.0.2.10", "2001:db8::10"];

function etcd(clients: string, peers: string): readonly string[] {
  return ["etcd", `--listen-client-urls=${clients}`, `--listen-peer-urls=${peers}`];
}

it("leads every address to the same one, the loopback included", () => {
  const from = etcd("https://127.0.0.1:2379,https://192.0.2.10:2379", "https://192.0.2.10:2380");
  const to = etcd("https://127.0.0.1:12379,https://192.0.2.10:12379", "https://192.0.2.10:12380");
  expect(etcdTranslations(from, to, HOST)).toEqual([
    { address: "127.0.0.1", port: 2379, toAddress: "127.0.0.1", toPort: 12379 },
    { address: "192.0.2.10", port: 2379, toAddress: "192.0.2.10", toPort: 12379 },
    { address: "192.0.2.10", port: 2380, toAddress: "192.0.2.10", toPort: 12380 },
  ]);
});

it("follows one that listens everywhere, or over IPv6", () => {
  const from = etcd("https://[::1]:2379,https://[2001:db8::10]:2379", "https://0.0.0.0:2380");
  const to = etcd("https://[::]:12379", "https://0.0.0.0:12380");
  expect(etcdTranslations(from, to, HOST).map(({ address, toPort }) => [address, toPort])).toEqual([
    ["::1", 12379],
    ["2001:db8::10", 12379],
    ["192.0.2.10", 12380],
    ["127.0.0.1", 12380],
  ]);
});

it("leads nowhere from an address at which the new one does not listen", () => {
  const from = etcd("https://127.0.0.1:2379,https://192.0.2.10:2379", "");
  const to = etcd("https://127.0.0.1:12379", "");
  expect(etcdTranslations(from, to, HOST).map(({ address }) => address)).toEqual(["127.0.0.1"]);
});
