import { expect, it } from "vitest";
import { joinCommand } from "../../../../src/apply/tokens/join-command.ts";
import { listTokens } from "../../../../src/apply/tokens/list-tokens.ts";
import { makeToken } from "../../../../src/apply/tokens/make-token.ts";
import { NodeEntropy } from "../../../../src/adapters/node-entropy.ts";
import { bootstrapTokenSecret } from "../../../../src/desired/cluster-objects/bootstrap-token-secret.ts";
import { Confidential } from "../../../../src/domain/confidential.ts";
import type { KubernetesObject } from "../../../../src/domain/kubernetes-object.ts";
import { revealed } from "../../../../src/domain/revealed.ts";
import { FakeClusterApi } from "../../../support/fake-cluster-api.ts";
import { PkiHost } from "../../../support/pki-host.ts";

it("makes tokens of kubeadm's form, a new one each time", () => {
  const tokens = Array.from({ length: 50 }, () => makeToken(new NodeEntropy()));
  expect(tokens.every((token) => /^[a-z0-9]{6}\.[a-z0-9]{16}$/u.test(token))).toBe(true);
  expect(new Set(tokens).size).toBe(50);
});

it("lists tokens without their secret halves", async () => {
  const secret = bootstrapTokenSecret(
    {
      token: new Confidential("abcdef.0123456789abcdef"),
      tokenId: "abcdef",
      description: "for a worker",
      ttlMs: 3_600_000,
      expires: undefined,
      usages: ["signing", "authentication"],
      groups: ["system:bootstrappers:kubeadm:default-node-token"],
    },
    Date.parse("2026-01-01T00:00:00Z"),
  );
  const api = new FakeClusterApi().put(revealed(secret) as KubernetesObject);
  api.put({ apiVersion: "v1", kind: "Secret", metadata: { name: "other", namespace: "kube-system" }, type: "Opaque" });

  const tokens = await listTokens(api);

  expect(tokens).toEqual([
    {
      id: "abcdef",
      description: "for a worker",
      expires: "2026-01-01T01:00:00Z",
      usages: ["authentication", "signing"],
      groups: ["system:bootstrappers:kubeadm:default-node-token"],
    },
  ]);
  expect(JSON.stringify(tokens)).not.toContain("0123456789abcdef");
});

it("pins the CA's public key in the join line", async () => {
  const host = new PkiHost();
  await host.run();
  const line = joinCommand("192.0.2.10:6443", new Confidential("abcdef.0123456789abcdef"), host.pem("ca"));
  expect(line).toMatch(
    /^kubeadm join 192\.0\.2\.10:6443 --token abcdef\.0123456789abcdef --discovery-token-ca-cert-hash sha256:[0-9a-f]{64}$/u,
  );
});
