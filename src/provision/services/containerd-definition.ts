import type { Arg } from "../../domain/cluster-spec.ts";
import type { ServiceDefinition } from "../../domain/service-definition.ts";

/** containerd with the configuration at `configPath`. `proxyEnv` reaches it, because it pulls images. */
export function containerdDefinition(command: string, configPath: string, proxyEnv: readonly Arg[]): ServiceDefinition {
  return {
    command,
    args: ["--config", configPath],
    environmentFiles: ["/etc/default/containerd"],
    environment: Object.fromEntries(proxyEnv.map(({ name, value }) => [name, value])),
    workingDirectory: "/",
  };
}

/** A definition as its file holds it. */
export function renderDefinition(definition: ServiceDefinition): string {
  return `${JSON.stringify(definition, undefined, 2)}\n`;
}
