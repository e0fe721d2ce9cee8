import { expect, test } from "vitest";
import { legacyDoubt } from "../../../../src/adapters/nft/legacy-doubt.ts";

const saved = (policy: string, ...rules: readonly string[]): string =>
  [
    "*nat",
    ":INPUT DROP [0:0]",
    "COMMIT",
    "*filter",
    `:INPUT ${policy} [0:0]`,
    ":A - [0:0]",
    ":B - [0:0]",
    ...rules,
    "COMMIT",
    "",
  ].join("\n");

test.each([
  [saved("ACCEPT")],
  [saved("ACCEPT", "-A INPUT -j A", "-A A ! -s 127.0.0.0/8 -d 127.0.0.0/8 -j DROP")],
  [saved("ACCEPT", "-A B -j DROP", "-A FORWARD -j DROP")],
  [saved("ACCEPT", "-A INPUT -p tcp -m tcp --dport 22 -j REJECT", "-A INPUT -p udp -j DROP")],
  [saved("ACCEPT", "-A INPUT -m conntrack --ctstate INVALID -j DROP", "-A INPUT -j LOG")],
])("lets in: %s", (text) => {
  expect(legacyDoubt(text, 6444)).toBeUndefined();
});

test.each([
  [saved("DROP"), "filter :INPUT DROP [0:0]"],
  [saved("ACCEPT", "-A INPUT -j A", "-A A -g B", "-A B -j DROP"), "filter -A B -j DROP"],
  [saved("ACCEPT", "-A INPUT ! -d 127.0.0.0/8 -j DROP"), "filter -A INPUT ! -d 127.0.0.0/8 -j DROP"],
  [
    saved("ACCEPT", "-A INPUT -p tcp -m tcp ! --dport 22 -j DROP"),
    "filter -A INPUT -p tcp -m tcp ! --dport 22 -j DROP",
  ],
  [saved("ACCEPT", "-A INPUT -p tcp --dport 6444 -j TARPIT"), "filter -A INPUT -p tcp --dport 6444 -j TARPIT"],
])("cannot tell: %s", (text, expected) => {
  expect(legacyDoubt(text, 6444)).toBe(expected);
});
