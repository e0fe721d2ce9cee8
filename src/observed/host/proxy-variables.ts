import type { Arg } from "../../domain/cluster-spec.ts";

const PROXY_VARIABLES = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"] as const;

/**
 * The proxy variables that are set, sorted by name. kubeadm takes every name that ends in `_proxy`, which would put
 * a package manager's own settings (npm_config_https_proxy) into the manifests; only those that Go programs read count.
 */
export function proxyVariables(environment: Readonly<Record<string, string | undefined>>): readonly Arg[] {
  return PROXY_VARIABLES.flatMap((name) => {
    const value = environment[name] ?? "";
    return value === "" ? [] : [{ name, value }];
  });
}
