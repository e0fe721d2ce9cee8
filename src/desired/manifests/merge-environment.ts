import type { Arg, EnvVar } from "../../domain/cluster-spec.ts";
import type { JsonObject, JsonValue } from "../../domain/json.ts";

/** A container's `env`, sorted by name: the proxy variables, then what the user wrote, where the later one counts. */
export function mergeEnvironment(proxyEnv: readonly Arg[], written: readonly EnvVar[]): readonly EnvVar[] {
  const proxies = proxyEnv.map(({ name, value }): EnvVar => ({ name, value }));
  const byName = new Map([...proxies, ...written].map((variable) => [String(variable["name"]), variable]));
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, variable]) => withDefaults(variable));
}

// The one default of the Pod API in here, which kubeadm prints.
function withDefaults(variable: EnvVar): EnvVar {
  const valueFrom = objectAt(variable, "valueFrom");
  const fieldRef = valueFrom && objectAt(valueFrom, "fieldRef");
  return fieldRef
    ? { ...variable, valueFrom: { ...valueFrom, fieldRef: { apiVersion: "v1", ...fieldRef } } }
    : variable;
}

function objectAt(object: JsonObject, key: string): JsonObject | undefined {
  const value: JsonValue | undefined = object[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
