import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintAnnotation } from "../../../../src/desired/manifests/fingerprint-annotation.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";

const KEY = /^steadyplane\.dev\/(?=.{1,63}$)[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/u;
const part = fc.oneof(
  fc.constantFrom("a", "a_b", "a__b", ".", "-", "x.y", "pki", "ca.crt", "é ü", "a".repeat(60)),
  fc.stringMatching(/^[a-z_.-]{1,8}$/u),
);
const path = fc
  .tuple(fc.constantFrom("/etc/kubernetes/", "/"), fc.array(part, { minLength: 1, maxLength: 5 }))
  .map(([root, parts]) => absolute(`${root}${parts.join("/")}`));

describe("the annotation for a fingerprint", () => {
  it.each([
    ["/etc/kubernetes/pki/etcd/ca.crt", "steadyplane.dev/fingerprint.pki_etcd_ca.crt"],
    ["/etc/kubernetes/scheduler.conf", "steadyplane.dev/fingerprint.scheduler.conf"],
    ["/etc/etcd/ca.crt", "steadyplane.dev/fingerprint.etc_etcd_ca.crt__5b918eae9c5f8d85"],
  ])("of %s is %s", (file, expected) => {
    expect(fingerprintAnnotation(absolute(file))).toBe(expected);
  });

  it("is a valid key for every path", () => {
    fc.assert(
      fc.property(path, (file) => {
        expect(fingerprintAnnotation(file)).toMatch(KEY);
      }),
    );
  });

  it("is another one for every path", () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(fingerprintAnnotation(one) === fingerprintAnnotation(other)).toBe(one === other);
      }),
    );
  });
});
