import { expect, test } from "vitest";
import { findDoubt } from "../../../../src/adapters/nft/find-doubt.ts";
import type { NftObject } from "../../../../src/adapters/nft/nft-object.ts";
import { recorded } from "../../../support/recorded.ts";

/** The chain that may keep connections to `port` out; undefined where they all come in. */
function doubt(ruleset: string, port: number): string | undefined {
  const { nftables } = JSON.parse(recorded(`nft/${ruleset}.txt`)) as { readonly nftables: readonly NftObject[] };
  return findDoubt(nftables, port)?.chain;
}

test.each([
  // The kubelet's and kube-proxy's own rules stand in nobody's way, but for Services without endpoints.
  ["kubelet-iptables", 6444, undefined],
  ["kubelet-iptables", 30080, "chain ip filter KUBE-EXTERNAL-SERVICES"],
  ["kube-proxy-nftables", 6444, undefined],
  ["kube-proxy-nftables", 80, "chain ip kube-proxy reject-chain"],
  // firewalld lets in whatever was translated.
  ["firewalld", 6444, undefined],
  // What ufw drops is written with extensions of iptables, of which nft tells only the name.
  ["ufw", 6444, "chain ip filter ufw-before-input"],
  ["policy-drop", 6444, undefined],
  ["policy-drop", 6445, "chain inet filter input: policy drop"],
  ["policy-drop", 12379, "chain inet filter input: policy drop"],
] as const)("%s, port %d: %s", (ruleset, port, expected) => {
  expect(doubt(ruleset, port)).toBe(expected);
});

type Statement = Readonly<Record<string, unknown>>;

/** A ruleset with one input chain; `others` are chains that it may jump to. */
function rulesetOf(policy: string, rules: Statement[][], others: Record<string, Statement[][]> = {}): NftObject[] {
  const place = { family: "inet", table: "filter" };
  let handle = 0;
  const rulesOf = (chain: string, all: Statement[][]): NftObject[] =>
    all.map((expr) => ({ rule: { ...place, chain, expr, handle: (handle += 1) } }));
  return [
    { chain: { ...place, name: "input", hook: "input", policy } },
    ...rulesOf("input", rules),
    ...Object.entries(others).flatMap(([chain, all]) => rulesOf(chain, all)),
  ];
}

const match = (left: unknown, right: unknown, op = "==") => ({ match: { op, left, right } });
const PORT = { payload: { protocol: "tcp", field: "dport" } };
const SOURCE = match({ payload: { protocol: "ip", field: "saddr" } }, "198.51.100.7");
const [ACCEPT, DROP, RETURN] = [{ accept: null }, { drop: null }, { return: null }];
const jump = (target: string) => ({ jump: { target } });

test.each<[string, string, Statement[][], Record<string, Statement[][]>?]>([
  ["a drop of another port", "accept", [[match(PORT, 6443), DROP]]],
  ["a drop of all ports but ours", "accept", [[match(PORT, 6444, "!="), DROP]]],
  ["a drop of another protocol", "accept", [[match({ meta: { key: "l4proto" } }, "udp"), DROP]]],
  [
    "a drop of multicast",
    "accept",
    [[match({ payload: { protocol: "ip", field: "daddr" } }, { prefix: { addr: "224.0.0.0", len: 4 } }), DROP]],
  ],
  ["a drop after all was accepted", "drop", [[ACCEPT], [DROP]]],
  ["a chain that accepts", "drop", [[jump("a")]], { a: [[match(PORT, { range: [6000, 7000] }), ACCEPT]] }],
  ["a chain that returns before it drops", "accept", [[jump("a")]], { a: [[RETURN], [DROP]] }],
])("lets in: %s", (_name, policy, rules, others) => {
  expect(findDoubt(rulesetOf(policy, rules, others), 6444)).toBeUndefined();
});

test.each<[string, string, Statement[][], Record<string, Statement[][]>?]>([
  ["a drop of some sources", "accept", [[SOURCE, DROP]]],
  ["an acceptance of some sources alone", "drop", [[SOURCE, ACCEPT]]],
  ["an acceptance of new connections alone", "drop", [[match({ ct: { key: "state" } }, "new", "in"), ACCEPT]]],
  ["an acceptance of this host alone", "drop", [[match({ meta: { key: "iifname" } }, "lo"), ACCEPT]]],
  ["an acceptance up to a rate", "drop", [[{ limit: { rate: 3, per: "minute" } }, ACCEPT]]],
  ["an acceptance of what a set holds", "drop", [[match(PORT, "@open"), ACCEPT]]],
  [
    "a drop of a wider net than loopback",
    "accept",
    [[match({ payload: { protocol: "ip", field: "daddr" } }, { prefix: { addr: "127.0.0.0", len: 7 } }), DROP]],
  ],
  ["a statement that nobody knows", "accept", [[{ tarpit: null }]]],
  ["an extension that may be a target", "accept", [[{ xt: null }]]],
  ["a map that is not there", "accept", [[{ vmap: { key: PORT, data: "@gone" } }]]],
  ["a chain that some leave before it accepts", "drop", [[jump("a")]], { a: [[SOURCE, RETURN], [ACCEPT]] }],
  [
    "a chain that some go to for good",
    "drop",
    [[SOURCE, { goto: { target: "a" } }], [ACCEPT]],
    { a: [[{ counter: null }]] },
  ],
])("cannot tell: %s", (_name, policy, rules, others) => {
  expect(findDoubt(rulesetOf(policy, rules, others), 6444)).toBeDefined();
});

test("tables of ours are not looked at", () => {
  const place = { family: "inet", table: "steadyplane-hold-etcd" };
  const ours = [{ chain: { ...place, name: "input", hook: "input", policy: "drop" } }];
  expect(findDoubt(ours, 6444)).toBeUndefined();
});
