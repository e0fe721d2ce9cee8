import { expect, test } from "vitest";
import { httpFailure } from "../../../src/adapters/http-failure.ts";

test.each([
  ["CERT_NOT_YET_VALID", "tls-not-yet-valid"],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "tls-other"],
  ["EHOSTUNREACH", "unreachable"],
  ["ETIMEDOUT", "timeout"],
  ["ERR_INVALID_URL", "other"],
])("%s is %s", (code, failure) => {
  expect(httpFailure(Object.assign(new Error(code), { code }))).toBe(failure);
});

test("an error without code is other", () => {
  expect(httpFailure(new Error("?"))).toBe("other");
});
