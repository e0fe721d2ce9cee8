/** How a request ended without an answer. */
export type HttpFailure =
  | "refused"
  | "timeout"
  | "reset"
  | "tls-expired"
  | "tls-not-yet-valid"
  | "tls-untrusted"
  | "tls-name"
  | "tls-other"
  | "unreachable"
  | "other";

export type HttpAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: "failed"; readonly failure: HttpFailure; readonly message: string };

export interface HttpRequest {
  readonly url: string;
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** PEM. Without it the server's certificate is not verified. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Whom the server's certificate must name, where that is not the host of `url`. */
  readonly serverName?: string;
  readonly signal?: AbortSignal;
}

/** One request, one answer; never rejects, never follows redirects, ignores proxies. */
export interface Http {
  request(request: HttpRequest): Promise<HttpAnswer>;
}
