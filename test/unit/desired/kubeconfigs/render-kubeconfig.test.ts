import { describe, expect, test } from "vitest";
import { parseKubeconfig } from "../../../../src/desired/kubeconfigs/parse-kubeconfig.ts";
import { renderKubeconfig } from "../../../../src/desired/kubeconfigs/render-kubeconfig.ts";
import { withServer } from "../../../../src/desired/kubeconfigs/with-server.ts";
import { Confidential } from "../../../../src/domain/confidential.ts";

const RESOURCE = { server: "https://192.0.2.10:6443", clusterName: "kubernetes", userName: "kubernetes-admin" };
const EMBEDDED = { kind: "embedded", certificatePem: "CERT", privateKey: new Confidential("KEY") } as const;

function parsed(text: string) {
  const kubeconfig = parseKubeconfig(text);
  if (kubeconfig === undefined) {
    throw new Error(`no kubeconfig:\n${text}`);
  }
  return kubeconfig;
}

describe("renderKubeconfig", () => {
  test("what was rendered is read back", () => {
    const { cluster, user, clusterName, userName } = parsed(renderKubeconfig(RESOURCE, "CA", EMBEDDED));
    expect({ clusterName, userName }).toEqual({ clusterName: "kubernetes", userName: "kubernetes-admin" });
    expect(cluster).toEqual({ "certificate-authority-data": "Q0E=", server: RESOURCE.server });
    expect(user).toEqual({ "client-certificate-data": "Q0VSVA==", "client-key-data": "S0VZ" });
  });
  test.each(["yes", "0x10", "a: b", "#", "{{x}}", "  ", "\u0085", "a\nb", "🙂", "- x"])(
    "a cluster named %j stays that",
    (clusterName) => {
      const text = renderKubeconfig({ ...RESOURCE, clusterName }, "CA", EMBEDDED);
      expect(parsed(text).clusterName).toBe(clusterName);
    },
  );
});

describe("withServer", () => {
  test("only the server of the current context's cluster changes", () => {
    const text = `
apiVersion: v1
kind: Config
clusters:
- {name: other, cluster: {server: "https://other.example.com", proxy-url: "http://proxy"}}
- {name: kubernetes, cluster: {server: "https://192.0.2.1:6443", tls-server-name: x}}
contexts:
- {name: there, context: {cluster: other, user: me}}
- {name: here, context: {cluster: kubernetes, user: me, namespace: mine}}
current-context: here
users:
- {name: me, user: {token: t}}
extensions: []
`;
    const before = parsed(text);
    const after = parsed(withServer(before, "https://192.0.2.10:6443"));
    expect(after.cluster).toEqual({ server: "https://192.0.2.10:6443", "tls-server-name": "x" });
    const restored = parsed(withServer(after, "https://192.0.2.1:6443"));
    expect(restored.document).toEqual(before.document);
  });
});

describe("parseKubeconfig", () => {
  test.each([
    ["nothing", ""],
    ["no YAML", "{"],
    ["half a file", "apiVersion: v1\nclusters:\n- cluster:\n    certificate-auth"],
    ["a list", "- a"],
    [
      "no context of that name",
      renderKubeconfig(RESOURCE, "CA", EMBEDDED).replace(/current-context: .*/u, "current-context: x"),
    ],
  ])("%s is no kubeconfig", (_name, text) => {
    expect(parseKubeconfig(text)).toBeUndefined();
  });
});
