import { checkServerIdentity } from "node:tls";
import { Client, credentials, status } from "@grpc/grpc-js";
import type { ClientReadableStream, ServiceError } from "@grpc/grpc-js";
import { EtcdUnavailable } from "../ports/etcd.ts";
import type { EtcdAccess } from "../ports/etcd.ts";
import type { EtcdResponses, EtcdSnapshotPart } from "./etcd-messages.ts";
import { etcdMethod } from "./etcd-package.ts";

const CHANNEL_OPTIONS = {
  // A member that restarts is found again soon; gRPC would wait for up to two minutes.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 500,
  "grpc.enable_http_proxy": 0,
  "grpc.service_config_disable_resolution": 1,
  // Sent, not verified: an address may not be sent as a name (RFC 6066), and Node warns of it on stderr.
  "grpc.ssl_target_name_override": "localhost",
  // Two clients with other credentials, or before and after a change of the server, share no connection.
  "grpc.use_local_subchannel_pool": 1,
};

/** Calls of etcd's API at one member. */
export class EtcdClient {
  readonly #endpoint: string;
  readonly #client: Client;

  constructor({ endpoint, caPem, certPem, keyPem }: EtcdAccess) {
    this.#endpoint = endpoint;
    const { host, hostname } = new URL(endpoint);
    const [ca, key, cert] = [caPem, keyPem.reveal(), certPem].map((pem) => Buffer.from(pem));
    const tls = credentials.createSsl(ca, key, cert, {
      checkServerIdentity: (_sent, certificate) => checkServerIdentity(hostname.replaceAll(/[[\]]/gu, ""), certificate),
    });
    this.#client = new Client(host, tls, CHANNEL_OPTIONS);
  }

  /**
   * One call with a time limit. Rejects with {@link EtcdUnavailable} where nothing answers, in time or at all, and with
   * etcd's own error otherwise; that one has gRPC's `code`.
   */
  async call<M extends keyof EtcdResponses>(method: M, request: object, timeoutMs: number): Promise<EtcdResponses[M]> {
    const { path, requestSerialize, responseDeserialize } = etcdMethod(method);
    const { promise, resolve, reject } = Promise.withResolvers<EtcdResponses[M]>();
    this.#client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      { deadline: Date.now() + timeoutMs },
      (error, response) => {
        if (error === null) {
          // What the codec makes of bytes of this method is what EtcdResponses says.
          resolve(response as EtcdResponses[M]);
        } else {
          reject(this.explain(error, method));
        }
      },
    );
    return promise;
  }

  /** A copy of the database, its digest after it. What it fails with goes through {@link explain}. */
  snapshot(timeoutMs: number): ClientReadableStream<EtcdSnapshotPart> {
    const { path, requestSerialize, responseDeserialize } = etcdMethod("Snapshot");
    const deserialize = responseDeserialize as (bytes: Buffer) => EtcdSnapshotPart;
    const deadline = Date.now() + timeoutMs;
    return this.#client.makeServerStreamRequest(path, requestSerialize, deserialize, {}, { deadline });
  }

  explain(error: ServiceError, method: string): Error {
    if (error.code === status.UNAVAILABLE) {
      return new EtcdUnavailable(`${this.#endpoint}: ${error.details}`, { cause: error });
    }
    if (error.code === status.DEADLINE_EXCEEDED) {
      return new EtcdUnavailable(`${this.#endpoint}: ${method} was not answered in time`, { cause: error });
    }
    return error;
  }

  close(): void {
    this.#client.close();
  }
}
