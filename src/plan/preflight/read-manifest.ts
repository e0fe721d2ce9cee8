import { COMPONENTS, type Component } from "../../domain/component.ts";
import { decodeManifest } from "./decode-manifest.ts";

/** What a file in staticPodPath holds. */
export type ManifestContent =
  | { readonly kind: "malformed"; readonly reason: string }
  | { readonly kind: "pod"; readonly name: string }
  /** A Pod as kubeadm shapes it. */
  | { readonly kind: "component"; readonly component: Component };

/** Reads a manifest as the kubelet does, and as strictly as is needed to tell a whole one from a part of one. */
export function readManifest(text: string): ManifestContent {
  const decoded = decodeManifest(text);
  if (decoded.kind === "undecodable") {
    return { kind: "malformed", reason: `it ${decoded.remark.reason}` };
  }
  const { metadata, spec } = decoded.pod;
  const component = COMPONENTS.find((name) => name === metadata.name && metadata.namespace === "kube-system");
  const runsIt = spec.containers.some(({ command }) => command[0]?.split("/").at(-1) === component);
  return component !== undefined && runsIt ? { kind: "component", component } : { kind: "pod", name: metadata.name };
}
