/** How the API server serves one kind. */
export interface ApiResource {
  readonly plural: string;
  readonly isNamespaced: boolean;
}

interface ApiResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/** Path below which a group's version is served: /api/v1 for the core, /apis/GROUP/VERSION for the others. */
export function groupPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** Kinds by name in an APIResourceList. Subresources, such as nodes/status, are left out. */
export function parseApiResources(list: ApiResourceList): ReadonlyMap<string, ApiResource> {
  const own = (list.resources ?? []).filter(({ name }) => !name.includes("/"));
  return new Map(own.map(({ name, kind, namespaced }) => [kind, { plural: name, isNamespaced: namespaced }]));
}

/** Path of a collection, or of the object `name` in it. */
export function resourcePath(
  apiVersion: string,
  { plural }: ApiResource,
  namespace: string | undefined,
  name?: string,
): string {
  const scope = namespace === undefined ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
  const object = name === undefined ? "" : `/${encodeURIComponent(name)}`;
  return `${groupPath(apiVersion)}${scope}/${plural}${object}`;
}
