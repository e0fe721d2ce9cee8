import { describe, expect, it } from "vitest";
import { findCause } from "../../../../src/diagnose/find-cause.ts";
import { exampleComponent, exampleSnapshot, exampleSymptoms, REFUSED } from "../../../support/example-snapshot.ts";
import { recordedLines } from "../../../support/recorded.ts";

function starting(log: string) {
  const expected = exampleComponent("kube-apiserver");
  const probes = expected.probes.map((probe) => ({ probe, answer: REFUSED }));
  return exampleSymptoms(expected, { probes, runLog: recordedLines(`kube-apiserver/${log}.log`) });
}
function etcd(log: string) {
  return exampleSymptoms(exampleComponent("etcd"), { runLog: recordedLines(`etcd/${log}.log`) });
}

describe("trust between API server and etcd", () => {
  it("names etcd's certificate where the API server refuses it, before the API server gives up", () => {
    const components = [starting("etcd-from-another-ca"), etcd("server-certificate-from-another-ca")];
    const error = findCause(exampleSnapshot({}, components))?.error;
    expect(error?.code).toBe("EtcdTrustBroken");
    expect(error?.explanation.what).toContain(
      "/etc/kubernetes/pki/etcd/server.crt is refused against /etc/kubernetes/pki/etcd/ca.crt",
    );
    expect(error?.explanation.what).toContain("signed by unknown authority");
  });

  it("names the API server's certificate where etcd refuses it", () => {
    const components = [starting("client-certificate-from-another-ca"), etcd("client-certificate-from-another-ca")];
    const error = findCause(exampleSnapshot({}, components))?.error;
    expect(error?.code).toBe("EtcdTrustBroken");
    expect(error?.explanation.what).toContain("/etc/kubernetes/pki/apiserver-etcd-client.crt is refused");
  });

  it("is not in question while etcd only does not listen yet", () => {
    expect(findCause(exampleSnapshot({}, [starting("bad-audit")]))).toBeUndefined();
  });
});
