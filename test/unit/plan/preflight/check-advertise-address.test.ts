import { expect, test } from "vitest";
import { checkAdvertiseAddress } from "../../../../src/plan/preflight/check-advertise-address.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";
import { exampleFacts, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const EXTERNAL = { kind: "external", endpoints: [], httpEndpoints: [], caFile: "", certFile: "", keyFile: "" } as const;

const found = (advertiseAddress: string, cluster = exampleClusterSpec()) =>
  checkAdvertiseAddress(
    cluster,
    exampleNodeSpec({ advertiseAddress }),
    exampleFacts({ addresses: present(["127.0.0.1", "192.0.2.10", "2001:db8::1"]) }),
  );

test.each(["192.0.2.10", "2001:db8:0:0::1"])("passes an address of this host, %s", (address) => {
  expect(found(address)).toEqual([]);
});

test("rejects any other, on which etcd could not listen", () => {
  const [finding] = found("192.0.2.99");
  expect(finding).toMatchObject({ check: "AdvertiseAddress", level: "reject" });
  expect(finding?.fix[1]).toContain("192.0.2.10");
});

test("only warns where etcd is elsewhere", () => {
  expect(found("192.0.2.99", exampleClusterSpec({ etcd: EXTERNAL }))).toMatchObject([{ level: "warn" }]);
});

test("says so where the addresses cannot be told", () => {
  const facts = exampleFacts({ addresses: UNREADABLE });
  expect(checkAdvertiseAddress(exampleClusterSpec(), exampleNodeSpec(), facts)).toMatchObject([{ level: "unknown" }]);
});
