import { z } from "zod";
import { parsePodText } from "../../config/static-pod/parse-pod-text.ts";
import { COMPONENTS, type Component } from "../../domain/component.ts";

/** What a file in staticPodPath holds. */
export type ManifestContent =
  | { readonly kind: "malformed"; readonly reason: string }
  | { readonly kind: "pod"; readonly name: string }
  /** A Pod as kubeadm shapes it. */
  | { readonly kind: "component"; readonly component: Component };

const Pod = z.looseObject({
  apiVersion: z.literal("v1"),
  kind: z.literal("Pod"),
  metadata: z.looseObject({ name: z.string().min(1), namespace: z.string().optional() }),
  spec: z.looseObject({
    containers: z.array(z.looseObject({ name: z.string(), command: z.array(z.string()).optional() })).min(1),
  }),
});

/** Reads a manifest as the kubelet does, and as strictly as is needed to tell a whole one from a part of one. */
export function readManifest(text: string): ManifestContent {
  if (text.trim() === "") {
    return { kind: "malformed", reason: "it is empty" };
  }
  const parsed = parsePodText(text);
  if (parsed.kind === "unreadable") {
    return { kind: "malformed", reason: parsed.errors[0]?.message ?? "not valid YAML" };
  }
  const pod = Pod.safeParse(parsed.document.value);
  if (!pod.success) {
    return { kind: "malformed", reason: "it is no whole Pod" };
  }
  const { metadata, spec } = pod.data;
  const component = COMPONENTS.find((name) => name === metadata.name && metadata.namespace === "kube-system");
  const runsIt = spec.containers.some(({ command }) => command?.[0]?.split("/").at(-1) === component);
  return component !== undefined && runsIt ? { kind: "component", component } : { kind: "pod", name: metadata.name };
}
