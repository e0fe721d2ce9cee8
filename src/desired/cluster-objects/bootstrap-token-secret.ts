import type { BootstrapToken } from "../../domain/cluster-spec.ts";
import { Confidential } from "../../domain/confidential.ts";
import type { KubernetesObject } from "../../domain/kubernetes-object.ts";

/**
 * The Secret of a bootstrap token. `nowMs` is in milliseconds since 1970. The secret's half stays a
 * {@link Confidential} inside `data`, so the object is opened with `revealed` where it is sent.
 */
export function bootstrapTokenSecret(token: BootstrapToken, nowMs: number): KubernetesObject {
  const expiration = token.expires ?? (token.ttlMs > 0 ? rfc3339(nowMs + token.ttlMs) : undefined);
  const fields = {
    "token-id": token.tokenId,
    ...(token.description === "" ? {} : { description: token.description }),
    ...(expiration === undefined ? {} : { expiration }),
    ...Object.fromEntries(token.usages.map((usage) => [`usage-bootstrap-${usage}`, "true"])),
    ...(token.groups.length === 0 ? {} : { "auth-extra-groups": token.groups.join(",") }),
  };
  const data = Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, base64(text)]));
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: `bootstrap-token-${token.tokenId}`, namespace: "kube-system" },
    type: "bootstrap.kubernetes.io/token",
    data: { ...data, "token-secret": new Confidential(base64(secretOf(token))) },
  };
}

function secretOf({ token }: BootstrapToken): string {
  return token.reveal().split(".")[1] ?? "";
}

// Whole seconds, as Go's time.RFC3339 prints them: the token cleaner parses no fractions.
function rfc3339(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/u, "Z");
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
