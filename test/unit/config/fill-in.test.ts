import { expect, it } from "vitest";
import { fillIn } from "../../../src/config/fill-in.ts";

const API = "kubeadm.k8s.io/v1beta4";
const addition = {
  apiVersion: API,
  kind: "ClusterConfiguration",
  path: ["networking", "podSubnet"],
  value: "10.244.0.0/16",
};

it("adds what is not stated, and keeps comments and order", () => {
  const text = `# ours\napiVersion: ${API}\nkind: ClusterConfiguration\nnetworking:\n  # kept\n  dnsDomain: x.local # here too\n`;
  expect(fillIn(text, [addition])).toBe(`${text}  podSubnet: 10.244.0.0/16\n`);
});

it("leaves what is stated, an empty list too", () => {
  const text = `apiVersion: ${API}\nkind: InitConfiguration\nnodeRegistration:\n  taints: []\n`;
  const taints = { apiVersion: API, kind: "InitConfiguration", path: ["nodeRegistration", "taints"], value: ["x"] };
  expect(fillIn(text, [taints])).toBe(text);
});

it("adds a document where there is none of the kind", () => {
  const text = `apiVersion: ${API}\nkind: InitConfiguration\n`;
  expect(fillIn(text, [addition])).toBe(
    `${text}---\napiVersion: ${API}\nkind: ClusterConfiguration\nnetworking:\n  podSubnet: 10.244.0.0/16\n`,
  );
  expect(fillIn(undefined, [addition])).toContain("kind: ClusterConfiguration");
});
