import { expect, test } from "vitest";
import { withSecretsOf } from "../../../src/config/with-secrets-of.ts";
import { withoutSecrets } from "../../../src/config/without-secrets.ts";

const KEY = "e6a2eb8581237ab72a4f494f30285ec12a9694d750b9785706a83bfcbbbd2204";
const STORED = `apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
bootstrapTokens:
  - token: canary.0123456789abcdef # for ops
    ttl: 24h0m0s
  - description: second
    token: second.0123456789abcdef
certificateKey: ${KEY}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
`;

test("what was taken out comes back where it was", () => {
  const read = withSecretsOf(STORED, withoutSecrets(STORED));
  expect(read).toContain("token: canary.0123456789abcdef");
  expect(read).toContain("token: second.0123456789abcdef");
  expect(read).toContain(`certificateKey: ${KEY}`);
  expect(withoutSecrets(read)).toBe(withoutSecrets(STORED));
});

test("an entry that is another one gets no token, and what has no place for them stays as it is", () => {
  const other = "# ours\nkind: InitConfiguration\nbootstrapTokens:\n  - ttl: 1h0m0s\n";
  expect(withSecretsOf(STORED, other)).not.toContain("canary");
  const plain = "kind:   ClusterConfiguration # untouched\n";
  expect(withSecretsOf(STORED, plain)).toBe(plain);
  expect(withSecretsOf("", plain)).toBe(plain);
});
