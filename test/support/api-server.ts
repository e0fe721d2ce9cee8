import { createServer } from "node:https";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { KubernetesObject, ObjectReference } from "../../src/domain/kubernetes-object.ts";
import { ApiRefused } from "../../src/ports/cluster-api.ts";
import type { FakeClusterApi } from "./fake-cluster-api.ts";
import type { Pair } from "./tls-material.ts";

const RESOURCES: Readonly<Record<string, readonly { name: string; kind: string; namespaced: boolean }[]>> = {
  v1: [
    { name: "configmaps", kind: "ConfigMap", namespaced: true },
    { name: "nodes", kind: "Node", namespaced: false },
    { name: "nodes/status", kind: "Node", namespaced: false },
  ],
  "rbac.authorization.k8s.io/v1": [{ name: "clusterroles", kind: "ClusterRole", namespaced: false }],
};
/** Small, so that a few objects need several pages. */
const LARGEST_PAGE = 2;

interface Request {
  readonly method: string;
  readonly apiVersion: string;
  readonly plural: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

interface SentDeleteOptions {
  readonly preconditions?: { readonly uid?: string };
  readonly gracePeriodSeconds?: number;
}

/** The objects of `cluster` behind HTTPS and a client certificate, spoken as kube-apiserver speaks. */
export function makeApiServer(cluster: FakeClusterApi, tls: Pair & { readonly ca: string }): Server {
  return createServer({ ...tls, requestCert: true, rejectUnauthorized: true }, (incoming, response) => {
    answer(cluster, incoming).then(
      (body) => send(response, 200, body),
      (error: unknown) => sendRefusal(response, error),
    );
  });
}

async function answer(cluster: FakeClusterApi, incoming: IncomingMessage): Promise<object> {
  const url = new URL(incoming.url ?? "/", "https://server");
  const match = /^\/apis?\/(?<apiVersion>v1|[^/]+\/v[^/]+)(?<rest>\/.*)?$/u.exec(url.pathname);
  const { apiVersion = "", rest = "" } = match?.groups ?? {};
  const resources = RESOURCES[apiVersion];
  if (resources === undefined) {
    throw new ApiRefused(404, "NotFound", "the server could not find the requested resource");
  }
  if (rest === "") {
    return { kind: "APIResourceList", groupVersion: apiVersion, resources };
  }
  const scope = /^(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<plural>[^/]+)(?:\/(?<name>[^/]+))?$/u.exec(rest)?.groups;
  const resource = resources.find(({ name }) => name === scope?.["plural"]);
  if (scope === undefined || resource === undefined) {
    throw new TypeError("no such path");
  }
  const sent = await text(incoming);
  return carryOut(cluster, resource.kind, {
    method: incoming.method ?? "",
    apiVersion,
    plural: resource.name,
    namespace: scope["namespace"],
    name: scope["name"],
    query: url.searchParams,
    contentType: incoming.headers["content-type"],
    body: sent === "" ? undefined : JSON.parse(sent),
  });
}

async function carryOut(cluster: FakeClusterApi, kind: string, request: Request): Promise<object> {
  const { method, apiVersion, namespace, name, plural, query, contentType } = request;
  const scope = namespace === undefined ? {} : { namespace };
  const reference: ObjectReference = { apiVersion, kind, name: name ?? "", ...scope };
  const sent = request.body as KubernetesObject;
  switch (`${method} ${name === undefined ? "collection" : "object"} ${contentType ?? ""}`) {
    case "GET collection ":
      return page(await cluster.list(apiVersion, kind, namespace, query.get("labelSelector") ?? ""), query);
    case "POST collection application/json":
      return cluster.create(sent);
    case "GET object ":
      return (await cluster.get(reference)) ?? notFound(plural, reference.name);
    case "PATCH object application/strategic-merge-patch+json":
      return cluster.patch(reference, sent);
    case "PATCH object application/apply-patch+yaml":
      return apply(cluster, sent, query);
    case "DELETE object application/json":
      return remove(cluster, plural, reference, request.body as SentDeleteOptions);
    default:
      throw new ApiRefused(415, "UnsupportedMediaType", `${method} with ${contentType}`);
  }
}

async function apply(cluster: FakeClusterApi, sent: KubernetesObject, query: URLSearchParams): Promise<object> {
  if (query.get("fieldManager") !== "steadyplane" || query.get("force") !== "true") {
    throw new ApiRefused(409, "Conflict", "Apply failed with 1 conflict");
  }
  return cluster.apply(sent);
}

async function remove(
  cluster: FakeClusterApi,
  plural: string,
  reference: ObjectReference,
  { preconditions = {}, gracePeriodSeconds }: SentDeleteOptions,
): Promise<object> {
  if ((await cluster.get(reference)) === undefined) {
    return notFound(plural, reference.name);
  }
  await cluster.delete(reference, {
    ...preconditions,
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
  });
  return { kind: "Status", apiVersion: "v1", status: "Success" };
}

function page(all: readonly KubernetesObject[], query: URLSearchParams): object {
  const start = Number(query.get("continue") ?? 0);
  const end = start + Math.min(LARGEST_PAGE, Number(query.get("limit") ?? LARGEST_PAGE));
  const items = all.slice(start, end).map(({ apiVersion: _apiVersion, kind: _kind, ...rest }) => rest);
  return { kind: "List", metadata: end < all.length ? { continue: String(end) } : {}, items };
}

function notFound(plural: string, name: string): never {
  throw new ApiRefused(404, "NotFound", `${plural} "${name}" not found`);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function sendRefusal(response: ServerResponse, error: unknown): void {
  if (error instanceof ApiRefused) {
    const { status, reason, message } = error;
    send(response, status, { kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code: status });
  } else {
    response.writeHead(404, { "content-type": "text/plain" }).end("404 page not found\n");
  }
}
