import type { KubernetesObject, ObjectReference } from "../domain/kubernetes-object.ts";
import { ApiRefused } from "../ports/cluster-api.ts";
import type { ClusterApi, DeleteOptions } from "../ports/cluster-api.ts";
import type { Http } from "../ports/http.ts";
import { askApi } from "./api-connection.ts";
import type { ApiCredentials, ApiRequest } from "./api-connection.ts";
import { groupPath, parseApiResources, resourcePath } from "./api-resources.ts";
import type { ApiResource } from "./api-resources.ts";

const FIELD_MANAGER = "steadyplane";
const PAGE_SIZE = 500;

interface Page {
  readonly items?: readonly KubernetesObject[];
  readonly metadata?: { readonly continue?: string };
}

/** The API of a Kubernetes server, asked over HTTPS. Which path serves a kind is discovered once for each group. */
export class HttpClusterApi implements ClusterApi {
  readonly #ask: (request: ApiRequest) => Promise<unknown>;
  readonly #kinds = new Map<string, Promise<ReadonlyMap<string, ApiResource>>>();

  constructor(credentials: ApiCredentials, http: Http) {
    this.#ask = (request) => askApi(http, credentials, request);
  }

  async get(reference: ObjectReference): Promise<KubernetesObject | undefined> {
    const path = await this.#pathOf(reference);
    return this.#object({ path }).catch(orAbsent);
  }

  async list(
    apiVersion: string,
    kind: string,
    namespace?: string,
    labelSelector?: string,
  ): Promise<readonly KubernetesObject[]> {
    const resource = await this.#resource(apiVersion, kind);
    const path = resourcePath(apiVersion, resource, namespace);
    const selected = labelSelector === undefined ? {} : { labelSelector };
    const objects: KubernetesObject[] = [];
    let next: string | undefined = "";
    while (next !== undefined) {
      const query = { limit: String(PAGE_SIZE), ...selected, ...(next === "" ? {} : { continue: next }) };
      const page = (await this.#ask({ path, query })) as Page;
      // Items of a list come without the fields that the list's own kind implies.
      objects.push(...(page.items ?? []).map((item) => Object.assign(item, { apiVersion, kind })));
      next = page.metadata?.continue || undefined;
    }
    return objects;
  }

  async apply(object: KubernetesObject): Promise<KubernetesObject> {
    return this.#object({
      path: await this.#pathOf(referenceOf(object)),
      method: "PATCH",
      query: { fieldManager: FIELD_MANAGER, force: "true" },
      contentType: "application/apply-patch+yaml",
      body: object,
    });
  }

  async create(object: KubernetesObject): Promise<KubernetesObject> {
    const { apiVersion, kind, namespace } = referenceOf(object);
    const resource = await this.#resource(apiVersion, kind);
    checkScope(kind, resource, namespace);
    return this.#object({
      path: resourcePath(apiVersion, resource, namespace),
      method: "POST",
      query: { fieldManager: FIELD_MANAGER },
      body: object,
    });
  }

  async patch(reference: ObjectReference, patch: object): Promise<KubernetesObject> {
    return this.#object({
      path: await this.#pathOf(reference),
      method: "PATCH",
      query: { fieldManager: FIELD_MANAGER },
      contentType: "application/strategic-merge-patch+json",
      body: patch,
    });
  }

  async delete(reference: ObjectReference, options: DeleteOptions = {}): Promise<void> {
    const path = await this.#pathOf(reference);
    await this.#ask({ path, method: "DELETE", body: deleteOptions(options) }).catch(orAbsent);
  }

  async #object(request: ApiRequest): Promise<KubernetesObject> {
    return (await this.#ask(request)) as KubernetesObject;
  }

  async #pathOf({ apiVersion, kind, namespace, name }: ObjectReference): Promise<string> {
    const resource = await this.#resource(apiVersion, kind);
    checkScope(kind, resource, namespace);
    return resourcePath(apiVersion, resource, namespace, name);
  }

  async #resource(apiVersion: string, kind: string): Promise<ApiResource> {
    const known = (await this.#kindsOf(apiVersion)).get(kind);
    if (known === undefined) {
      // It may be served by the time somebody asks again.
      this.#kinds.delete(apiVersion);
      throw new ApiRefused(404, "", `the server has no kind ${kind} in ${apiVersion}`);
    }
    return known;
  }

  async #kindsOf(apiVersion: string): Promise<ReadonlyMap<string, ApiResource>> {
    const cached = this.#kinds.get(apiVersion);
    if (cached !== undefined) {
      return cached;
    }
    const asked = this.#ask({ path: groupPath(apiVersion) }).then((list) => parseApiResources(list as object));
    this.#kinds.set(apiVersion, asked);
    return asked.catch((error: unknown) => {
      this.#kinds.delete(apiVersion);
      throw error;
    });
  }
}

function referenceOf({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject): ObjectReference {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

function deleteOptions({ uid, gracePeriodSeconds }: DeleteOptions): object {
  return {
    apiVersion: "v1",
    kind: "DeleteOptions",
    propagationPolicy: "Background",
    ...(uid === undefined ? {} : { preconditions: { uid } }),
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
  };
}

// A path of the wrong scope is "not found" as well, and must not pass for an object that is absent.
function checkScope(kind: string, { isNamespaced }: ApiResource, namespace: string | undefined): void {
  if (isNamespaced !== (namespace !== undefined)) {
    throw new TypeError(`${kind} ${isNamespaced ? "needs a namespace" : "has no namespace"}`);
  }
}

// Only the API's own word is taken for absence, not just any 404.
function orAbsent(error: unknown): undefined {
  if (error instanceof ApiRefused && error.status === 404 && error.reason === "NotFound") {
    return undefined;
  }
  throw error;
}
