import { describe, expect, it } from "vitest";
import { findServingCertificate } from "../../../../src/diagnose/causes/serving-certificate.ts";
import type { HttpAnswer } from "../../../../src/ports/http.ts";
import { exampleComponent, examplePod, exampleSnapshot, exampleSymptoms } from "../../../support/example-snapshot.ts";

const expected = exampleComponent("kube-apiserver");

function answering(answer: HttpAnswer, changes: Parameters<typeof exampleSymptoms>[1] = {}) {
  const probes = expected.probes.map((probe) => ({ probe, answer }));
  return exampleSnapshot({}, [exampleSymptoms(expected, { probes, ...changes })]);
}
function failed(failure: "tls-expired" | "tls-not-yet-valid" | "tls-untrusted" | "tls-name" | "timeout"): HttpAnswer {
  return { kind: "failed", failure, message: "certificate has expired" };
}

describe("the API server's serving certificate", () => {
  it.each([
    ["tls-expired", "ServingCertificateExpired"],
    ["tls-not-yet-valid", "ClockBehind"],
    ["tls-untrusted", "ServingCertificateUntrusted"],
    ["tls-name", "ServingCertificateName"],
  ] as const)("%s: %s", (failure, code) => {
    const error = findServingCertificate(answering(failed(failure)))?.error;
    expect(error?.code).toBe(code);
    expect(error?.explanation.what).toContain("/etc/kubernetes/pki/apiserver.crt");
  });

  it("is not in question where the server only takes its time", () => {
    expect(findServingCertificate(answering(failed("timeout")))).toBeUndefined();
  });

  it("is not in question while somebody else may be listening on the port", () => {
    expect(findServingCertificate(answering(failed("tls-untrusted"), { pod: examplePod(expected) }))).toBeUndefined();
  });

  it("401 means that the administrator's certificate is refused", () => {
    const unauthorized: HttpAnswer = { kind: "answered", status: 401, body: "", headers: {} };
    expect(findServingCertificate(answering(unauthorized))?.error.code).toBe("CredentialRefused");
  });
});
