import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import type { ClusterApi } from "../../ports/cluster-api.ts";

/** A bootstrap token without its secret half. */
export interface TokenView {
  readonly id: string;
  readonly description: string;
  /** RFC 3339; undefined where it does not expire. */
  readonly expires: string | undefined;
  readonly usages: readonly string[];
  readonly groups: readonly string[];
}

/** The cluster's bootstrap tokens, by id. */
export async function listTokens(api: ClusterApi): Promise<readonly TokenView[]> {
  const secrets = await api.list("v1", "Secret", "kube-system");
  return secrets
    .filter((secret) => secret["type"] === "bootstrap.kubernetes.io/token")
    .map(viewOf)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const USAGE = "usage-bootstrap-";

function viewOf(secret: KubernetesObject): TokenView {
  const data = (secret["data"] ?? {}) as Readonly<Record<string, string>>;
  const text = (key: string): string => Buffer.from(data[key] ?? "", "base64").toString("utf8");
  const usages = Object.keys(data).filter((key) => key.startsWith(USAGE) && text(key) === "true");
  return {
    id: text("token-id"),
    description: text("description"),
    expires: text("expiration") || undefined,
    usages: usages.map((key) => key.slice(USAGE.length)).toSorted(),
    groups: text("auth-extra-groups").split(",").filter(Boolean),
  };
}
