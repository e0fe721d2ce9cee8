import { once } from "node:events";
import {
  checkServerIdentity,
  type ConnectionOptions,
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
} from "node:tls";
import type { Agent as PlainAgent, ClientRequest, IncomingMessage } from "node:http";
import type { Agent as SecureAgent } from "node:https";
import type { Http, HttpAnswer, HttpRequest } from "../ports/http.ts";
import { httpFailure } from "./http-failure.ts";

// Imported by name, these modules would load a whole second HTTP client (undici) that nobody here uses.
const { Agent: HttpAgent, request: sendPlain } = process.getBuiltinModule("node:http");
const { Agent: HttpsAgent, request: sendSecure } = process.getBuiltinModule("node:https");

const BODY_LIMIT = 4 * 2 ** 20;

export interface NodeHttpSettings {
  readonly keepAlive?: boolean;
  /** How many to one server are open at a time, at most; further requests wait for their turn. */
  readonly connections?: number;
}

/**
 * HTTP and HTTPS from this host. A connection is used once, unless `keepAlive` is asked for. A body of more than
 * 4 MiB is a failure.
 */
export class NodeHttp implements Http {
  readonly #plain: PlainAgent;
  readonly #secure: SecureAgent;

  constructor({ keepAlive = false, connections = Infinity }: NodeHttpSettings = {}) {
    this.#plain = new HttpAgent({ keepAlive, maxSockets: connections });
    this.#secure = new HttpsAgent({ keepAlive, maxSockets: connections });
  }

  // Parsing keys and certificates costs more than the request; the agent still keeps connections apart by them.
  readonly #contexts = new Map<string, SecureContext>();

  async request(request: HttpRequest): Promise<HttpAnswer> {
    const deadline = AbortSignal.timeout(request.timeoutMs);
    const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]);
    try {
      return await this.#send(request, signal);
    } catch (error) {
      return failed(request, deadline, error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const outgoing = this.#start(request, signal);
    try {
      const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
      return await answerFrom(incoming);
    } catch (error) {
      // The server had closed a kept connection before it saw the request: nothing was done, so it is sent anew.
      const isStale = outgoing.reusedSocket && error instanceof Error && httpFailure(error) === "reset";
      if (isStale && request.method !== "POST" && !signal.aborted) {
        return this.#send(request, signal);
      }
      throw error;
    }
  }

  #start(request: HttpRequest, signal: AbortSignal): ClientRequest {
    const { url, method = "GET", headers = {}, body, ca, cert, key, serverName } = request;
    const isSecure = new URL(url).protocol === "https:";
    const agent = isSecure ? this.#secure : this.#plain;
    const identity = given({ ca, cert, key });
    const tls = isSecure
      ? {
          ...identity,
          ...(serverName === undefined ? {} : expecting(serverName)),
          secureContext: this.#contextOf(identity),
          rejectUnauthorized: ca !== undefined,
        }
      : {};
    const outgoing = (isSecure ? sendSecure : sendPlain)(url, {
      method,
      // Node announces the body of every method but DELETE.
      headers: body === undefined ? headers : { ...headers, "content-length": String(Buffer.byteLength(body)) },
      agent,
      signal,
      ...tls,
    });
    // After the answer has begun a broken connection ends the reading of it.
    outgoing.on("error", () => undefined);
    return outgoing.end(body);
  }

  #contextOf(identity: SecureContextOptions): SecureContext {
    const name = JSON.stringify(identity);
    const context = this.#contexts.get(name) ?? createSecureContext(identity);
    this.#contexts.set(name, context);
    return context;
  }
}

/** An address is no name that could be sent along, so only what the certificate says is compared with it. */
function expecting(serverName: string): Pick<ConnectionOptions, "checkServerIdentity"> {
  return { checkServerIdentity: (_host, certificate) => checkServerIdentity(serverName, certificate) };
}

async function answerFrom(incoming: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) {
      throw new Error(`the body is larger than ${BODY_LIMIT} bytes`);
    }
    chunks.push(chunk);
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(", ")] as const);
  return {
    kind: "answered",
    status: incoming.statusCode ?? 0,
    body: Buffer.concat(chunks).toString("utf8"),
    headers: Object.fromEntries(headers),
  };
}

function failed({ timeoutMs, signal }: HttpRequest, deadline: AbortSignal, error: Error): HttpAnswer {
  if (signal?.aborted === true) {
    return { kind: "failed", failure: "other", message: "the request was given up" };
  }
  if (deadline.aborted) {
    return { kind: "failed", failure: "timeout", message: `no answer within ${timeoutMs} ms` };
  }
  return { kind: "failed", failure: httpFailure(error), message: error.message };
}

function given(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const entries = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries(entries);
}
