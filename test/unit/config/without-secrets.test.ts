import { expect, test } from "vitest";
import { withoutSecrets } from "../../../src/config/without-secrets.ts";

const KEY = "e6a2eb8581237ab72a4f494f30285ec12a9694d750b9785706a83bfcbbbd2204";

test("tokens and keys go, all else stays where it is", () => {
  const text = `# our cluster
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
bootstrapTokens:
  - token: canary.0123456789abcdef # for ops
    ttl: 24h0m0s
certificateKey: ${KEY}
# was: canary.0123456789abcdef
localAPIEndpoint:
  advertiseAddress: 192.0.2.10 # never changes
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery:
  tlsBootstrapToken: canary.0123456789abcdef
  bootstrapToken:
    token: canary.0123456789abcdef
    caCertHashes: ["sha256:${KEY}"]
`;
  expect(withoutSecrets(text)).toBe(`# our cluster
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
bootstrapTokens:
  - ttl: 24h0m0s
# was: ***********************
localAPIEndpoint:
  advertiseAddress: 192.0.2.10 # never changes
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery:
  bootstrapToken:
    caCertHashes: [ "sha256:${KEY}" ]
`);
});

test("a configuration that says nothing stays empty", () => {
  expect(withoutSecrets("")).toBe("");
});
