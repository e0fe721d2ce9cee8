/** A manifest of a whole Pod with one container. */
export function podText(name: string, spec: Readonly<Record<string, unknown>> = {}): string {
  const containers = [{ name: "main", image: "registry.example/main:1" }];
  return JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { containers, ...spec } });
}
