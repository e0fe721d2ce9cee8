import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { knownSecrets, secretsOf } from "../../../../src/diagnose/support/known-secrets.ts";
import { redactDocument } from "../../../../src/diagnose/support/redact-document.ts";
import { redactLines } from "../../../../src/diagnose/support/redact-lines.ts";
import { InMemoryFileSystem } from "../../../support/in-memory-file-system.ts";

const KEY = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIBJ3oGQ0aZ1m2n3b4v5c6x7z8l9k0jhgfdsapoiuytre
qwertyuiopasdfghjklzxcvbnm1234567890QWERTY==
-----END EC PRIVATE KEY-----
`;

describe("documents", () => {
  const redacted = (text: string): unknown => parse(redactDocument(text)?.text ?? "");

  it.each([
    ["a field", "{ token: abc.def }", { token: "<secret>" }],
    [
      "a variable",
      "{ env: [{ name: DB_PASSWORD, value: x1 }] }",
      { env: [{ name: "DB_PASSWORD", value: "<secret>" }] },
    ],
    ["a flag", "{ command: [a, --api-token=x1] }", { command: ["a", "--api-token=<secret>"] }],
    ["a flag and its value", "{ args: [--password, x1, rest] }", { args: ["--password", "<secret>", "rest"] }],
    [
      "an argument",
      "{ extraArgs: [{ name: x-secret, value: y }] }",
      { extraArgs: [{ name: "x-secret", value: "<secret>" }] },
    ],
    ["a Secret", "{ kind: Secret, data: { a: eA== } }", { kind: "Secret", data: { a: "<secret>" } }],
    ["an encryption key", "{ keys: [{ name: k, secret: eA== }] }", { keys: [{ name: "k", secret: "<secret>" }] }],
    ["a kubeconfig's key", "{ user: { client-key-data: eA== } }", { user: { "client-key-data": "<secret>" } }],
    ["a list of them", "{ tokens: [a1, b2] }", { tokens: ["<secret>", "<secret>"] }],
  ])("hide %s", (_title, text, expected) => {
    expect(redacted(text)).toEqual(expected);
  });

  it.each([
    "{ automountServiceAccountToken: false }",
    "{ command: [--tls-private-key-file=/etc/kubernetes/pki/apiserver.key, --service-account-key-file=/a/sa.pub] }",
    "{ command: [--enable-bootstrap-token-auth=true, --authorization-mode=Node] }",
    "{ secretName: web, tokenTTL: 24h0m0s }",
    "{ certificate-authority-data: eA== }",
  ])("keep %s", (text) => {
    expect(redacted(text)).toEqual(parse(text));
  });

  it("drop comments, and are left out where they cannot be parsed", () => {
    expect(redactDocument("a: 1 # hunter2\n")?.text).toBe("a: 1\n");
    expect(redactDocument("a: [")).toBeUndefined();
  });

  it("never show what has a secret's name, whatever it is and however deep", () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{8,20}$/u).map((text) => `CANARY${text}`);
    const name = fc.constantFrom("password", "apiToken", "client-key-data", "DB_SECRET", "signing-key", "passphrase");
    const shape = (field: string, value: string): readonly unknown[] => [
      { [field]: value },
      { [field]: [value, { deep: value }] },
      [{ name: field, value }],
      { list: [`--${field}=${value}`, `${field}=${value}`, `--${field}`, value] },
    ];
    fc.assert(
      fc.property(name, secret, fc.nat({ max: 3 }), (field, value, which) => {
        const text = JSON.stringify({ spec: { of: [shape(field, value)[which]] } });
        expect(redactDocument(text)?.text).not.toContain("CANARY");
      }),
    );
  });
});

describe("lines", () => {
  it.each([
    ["password=abc", "password=<secret>"],
    ['"password":"a b c","x":1', '"password":<secret>,"x":1'],
    ['{\\"token\\":\\"abc\\"}', '{\\"token\\":<secret>}'],
    ["--api-token abc --v 2", "--api-token <secret> --v 2"],
    ["GET /x?access-key=abc&y=1", "GET /x?access-key=<secret>&y=1"],
    ["Authorization: Bearer abcdefghijkl", "Authorization: Bearer <secret>"],
    ["https://me:abc@host/", "https://me:<secret>@host/"],
    ["--tls-private-key-file=/etc/a.key", "--tls-private-key-file=/etc/a.key"],
    ["enable-bootstrap-token-auth: true", "enable-bootstrap-token-auth: true"],
  ])("%s", (text, expected) => {
    expect(redactLines(text)).toBe(expected);
  });

  it("take no longer for lines that are made to", () => {
    const startedAt = performance.now();
    redactLines(`${'token="'.repeat(20_000)}${"-".repeat(100_000)}${"a.".repeat(50_000)}`);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe("what is known", () => {
  it("are the lines of private keys, also of those inside a kubeconfig", () => {
    const lines = KEY.split("\n").slice(1, 3);
    expect(secretsOf(KEY)).toEqual(lines);
    const data = Buffer.from(KEY).toString("base64");
    expect(secretsOf(`users: [{ user: { client-key-data: ${data} } }]`)).toEqual([data, ...lines]);
  });

  it("is no word that stands everywhere", () => {
    expect(secretsOf("{ token: kube-system, password: a1b2c3 }")).toEqual(["a1b2c3"]);
  });

  it("is found wherever a node keeps it, and what cannot be read is passed over", async () => {
    const files = new InMemoryFileSystem()
      .putDirectory("/etc")
      .putDirectory("/etc/kubernetes")
      .putDirectory("/etc/kubernetes/pki")
      .put("/etc/kubernetes/pki/sa.key", KEY)
      .put("/etc/kubernetes/pki/other.key", KEY.replaceAll("Q", "7"))
      .makeUnreadable("/etc/kubernetes/pki/other.key")
      .putDirectory("/etc/steadyplane")
      .put("/etc/steadyplane/cluster.yaml", "bootstrapTokens: [{ token: abcdef.0123456789abcdef }]");
    const known = await knownSecrets(files);
    expect(known).toHaveLength(3);
    expect(known).toContain("abcdef.0123456789abcdef");
  });
});
