import { Client, credentials, status } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { RuntimeUnavailable } from "../ports/container-runtime.ts";
import type { CriResponses } from "./cri-messages.ts";
import { criMethod } from "./cri-package.ts";

const CHANNEL_OPTIONS = {
  // A runtime that restarts is found again soon; gRPC would wait for up to two minutes.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 500,
  // The kubelet's own limit for this API.
  "grpc.max_receive_message_length": 16 * 2 ** 20,
  "grpc.enable_http_proxy": 0,
  "grpc.service_config_disable_resolution": 1,
};

/** Calls of CRI v1 at one endpoint: unix:///path, or the path alone. */
export class CriClient {
  readonly #endpoint: string;
  readonly #client: Client;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
    const target = endpoint.startsWith("/") ? `unix://${endpoint}` : endpoint;
    this.#client = new Client(target, credentials.createInsecure(), CHANNEL_OPTIONS);
  }

  /**
   * One call with a time limit. Rejects with {@link RuntimeUnavailable} where nothing answers, in time or at all, and
   * with the runtime's own error otherwise; that one has gRPC's `code`.
   */
  async call<M extends keyof CriResponses>(method: M, request: object, timeoutMs: number): Promise<CriResponses[M]> {
    const { path, requestSerialize, responseDeserialize } = criMethod(method);
    const { promise, resolve, reject } = Promise.withResolvers<CriResponses[M]>();
    const deadline = Date.now() + timeoutMs;
    this.#client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      { deadline },
      (error, response) => {
        if (error === null) {
          // What the codec makes of bytes of this method is what CriResponses says.
          resolve(response as CriResponses[M]);
        } else {
          reject(this.#explain(error, method, timeoutMs));
        }
      },
    );
    return promise;
  }

  #explain(error: ServiceError, method: string, timeoutMs: number): Error {
    if (error.code === status.UNAVAILABLE) {
      return new RuntimeUnavailable(`${this.#endpoint}: ${withoutNote(error.details)}`, { cause: error });
    }
    if (error.code === status.DEADLINE_EXCEEDED) {
      const waited = `${method} was not answered within ${timeoutMs / 1000} s`;
      return new RuntimeUnavailable(`${this.#endpoint}: ${waited}`, { cause: error });
    }
    return error;
  }
}

/** gRPC adds a note on how it looked the name up, also where it is empty. */
function withoutNote(details: string): string {
  return details.replace(/\.? ?Resolution note: *$/u, "");
}
