import { expect, test } from "vitest";
import type { PreflightFacts } from "../../../../src/plan/preflight/preflight-facts.ts";
import { checkIpForwarding } from "../../../../src/plan/preflight/check-ip-forwarding.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { ABSENT, exampleFacts, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const V4 = "FileContent--proc-sys-net-ipv4-ip_forward";
const V6 = "FileContent--proc-sys-net-ipv6-conf-default-forwarding";

function found(forwarding: PreflightFacts["forwarding"], serviceSubnets = ["10.96.0.0/12"]) {
  const networking = { ...exampleClusterSpec().networking, serviceSubnets };
  return checkIpForwarding(exampleClusterSpec({ networking }), exampleNodeSpec(), exampleFacts({ forwarding }));
}

test("passes where what is used is on", () => {
  expect(found({ ipv4: present("1\n"), ipv6: present("0\n") })).toEqual([]);
});

test("rejects what is used and off", () => {
  const off = { ipv4: present("0\n"), ipv6: present("0\n") };
  expect(found(off)).toMatchObject([{ check: V4, level: "reject" }]);
  expect(found(off, ["10.96.0.0/12", "fd00:1::/112"]).map(({ check }) => check)).toEqual([V4, V6]);
  expect(found(off)[0]?.fix[0]).toBe("sysctl -w net.ipv4.ip_forward=1");
});

test("says so where it cannot be read", () => {
  expect(found({ ipv4: UNREADABLE, ipv6: ABSENT })).toMatchObject([{ check: V4, level: "unknown" }]);
});
