import type { Confidential } from "../domain/confidential.ts";
import { ApiRefused, ApiUnreachable } from "../ports/cluster-api.ts";
import type { Http, HttpRequest } from "../ports/http.ts";

const TIMEOUT_MS = 30_000;

/** Where an API server is, and who asks. */
export interface ApiCredentials {
  /** https://host:port */
  readonly server: string;
  readonly caPem: string;
  readonly certPem: string;
  readonly keyPem: Confidential<string>;
}

export interface ApiRequest {
  readonly path: string;
  readonly method?: NonNullable<HttpRequest["method"]>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly contentType?: string;
}

/**
 * One request to an API server: the JSON of its answer. Rejects with {@link ApiRefused} where the answer is none of
 * 2xx, and with {@link ApiUnreachable} where there is none.
 */
export async function askApi(http: Http, credentials: ApiCredentials, request: ApiRequest): Promise<unknown> {
  const { path, method = "GET", query = {}, body, contentType = "application/json" } = request;
  const { server, caPem, certPem, keyPem } = credentials;
  const search = new URLSearchParams(query).toString();
  const answer = await http.request({
    url: `${server.replace(/\/+$/u, "")}${path}${search === "" ? "" : `?${search}`}`,
    method,
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": contentType }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    timeoutMs: TIMEOUT_MS,
    ca: caPem,
    cert: certPem,
    key: keyPem.reveal(),
  });
  if (answer.kind === "failed") {
    throw new ApiUnreachable(answer.failure, `${method} ${server}${path}: ${answer.message}`);
  }
  if (answer.status < 200 || answer.status > 299) {
    throw refusal(answer.status, answer.body);
  }
  return JSON.parse(answer.body);
}

function refusal(status: number, body: string): ApiRefused {
  const { kind, reason, message } = parseStatus(body);
  return kind === "Status" && typeof message === "string"
    ? new ApiRefused(status, typeof reason === "string" ? reason : "", message)
    : // Not the API's own words: a proxy, or another server at that address.
      new ApiRefused(status, "", `HTTP ${status}: ${body.slice(0, 200).trim()}`);
}

function parseStatus(body: string): {
  readonly kind?: unknown;
  readonly reason?: unknown;
  readonly message?: unknown;
} {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
