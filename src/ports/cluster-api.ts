import type { KubernetesObject, ObjectReference } from "../domain/kubernetes-object.ts";
import type { HttpFailure } from "./http.ts";

/** The API server's own refusal. `status` is HTTP's, `reason` Kubernetes'. */
export class ApiRefused extends Error {
  override readonly name = "ApiRefused";
  readonly status: number;
  readonly reason: string;
  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** No server answered. */
export class ApiUnreachable extends Error {
  override readonly name = "ApiUnreachable";
  readonly failure: HttpFailure;
  constructor(failure: HttpFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

export interface DeleteOptions {
  /** Only this very object, not another of the same name. */
  readonly uid?: string;
  /** 0: at once, without asking whoever runs it. */
  readonly gracePeriodSeconds?: number;
}

/** The Kubernetes API. Rejects with {@link ApiRefused}, or with {@link ApiUnreachable}. */
export interface ClusterApi {
  /** Undefined where there is no such object. */
  get(reference: ObjectReference): Promise<KubernetesObject | undefined>;
  list(
    apiVersion: string,
    kind: string,
    namespace?: string,
    labelSelector?: string,
  ): Promise<readonly KubernetesObject[]>;
  /** Server-side apply, forced, with field manager `steadyplane`. */
  apply(object: KubernetesObject): Promise<KubernetesObject>;
  /** Rejects with status 409 where it is there already. */
  create(object: KubernetesObject): Promise<KubernetesObject>;
  /** A strategic merge patch. */
  patch(reference: ObjectReference, patch: object): Promise<KubernetesObject>;
  /** Absent is fine. Rejects with status 409 where the object's uid is another than the one asked for. */
  delete(reference: ObjectReference, options?: DeleteOptions): Promise<void>;
}
