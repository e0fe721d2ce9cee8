import type { KubernetesObject, ObjectReference } from "../../src/domain/kubernetes-object.ts";
import { ApiRefused } from "../../src/ports/cluster-api.ts";
import type { ClusterApi, DeleteOptions } from "../../src/ports/cluster-api.ts";
import { mergePatch, removals } from "./merge-patch.ts";

interface Stored {
  readonly object: KubernetesObject;
  /** What was last applied: fields that a later apply leaves out are removed. */
  readonly applied: KubernetesObject | undefined;
}

/** The objects of a cluster in a map. */
export class FakeClusterApi implements ClusterApi {
  /** Calls that change something, as `apply ConfigMap kube-system/kubeadm-config`. */
  readonly calls: string[] = [];
  /** Asked before every call, the reading ones included; an error that it returns is thrown. */
  refuse: (call: string) => Error | undefined = () => undefined;
  readonly #objects = new Map<string, Stored>();
  #version = 0;

  /** An object that is there already. */
  put(object: KubernetesObject): this {
    this.#store(object, undefined);
    return this;
  }
  objects(): readonly KubernetesObject[] {
    return [...this.#objects.values()].map(({ object }) => object);
  }

  async get(reference: ObjectReference): Promise<KubernetesObject | undefined> {
    this.#enter("get", reference);
    return this.#objects.get(keyOf(reference))?.object;
  }
  async list(
    apiVersion: string,
    kind: string,
    namespace?: string,
    labelSelector = "",
  ): Promise<readonly KubernetesObject[]> {
    this.#enter("list", { apiVersion, kind, name: "", ...(namespace === undefined ? {} : { namespace }) });
    return this.objects().filter(
      (object) =>
        object.apiVersion === apiVersion &&
        object.kind === kind &&
        (namespace === undefined || object.metadata.namespace === namespace) &&
        hasLabels(object, labelSelector),
    );
  }
  async apply(object: KubernetesObject): Promise<KubernetesObject> {
    const reference = referenceOf(object);
    this.#enter("apply", reference);
    const old = this.#objects.get(keyOf(reference));
    const rest = mergePatch(old?.object ?? {}, removals(old?.applied ?? {}, object));
    return this.#store(mergePatch(rest, object) as KubernetesObject, object);
  }
  async create(object: KubernetesObject): Promise<KubernetesObject> {
    const reference = referenceOf(object);
    this.#enter("create", reference);
    if (this.#objects.has(keyOf(reference))) {
      throw new ApiRefused(409, "AlreadyExists", `${object.kind} "${reference.name}" already exists`);
    }
    return this.#store(object, undefined);
  }
  async patch(reference: ObjectReference, patch: object): Promise<KubernetesObject> {
    this.#enter("patch", reference);
    const old = this.#objects.get(keyOf(reference));
    if (old === undefined) {
      throw new ApiRefused(404, "NotFound", `${reference.kind} "${reference.name}" not found`);
    }
    const merged = mergePatch(old.object, { ...patch }) as KubernetesObject;
    if (merged.metadata.resourceVersion !== old.object.metadata.resourceVersion) {
      throw new ApiRefused(409, "Conflict", `${reference.kind} "${reference.name}" was changed meanwhile`);
    }
    return this.#store(merged, old.applied);
  }
  async delete(reference: ObjectReference, { uid }: DeleteOptions = {}): Promise<void> {
    this.#enter("delete", reference);
    const there = this.#objects.get(keyOf(reference))?.object.metadata.uid;
    if (there !== undefined && uid !== undefined && there !== uid) {
      throw new ApiRefused(
        409,
        "Conflict",
        `Precondition failed: UID in precondition: ${uid}, UID in object: ${there}`,
      );
    }
    this.#objects.delete(keyOf(reference));
  }

  #enter(verb: string, reference: ObjectReference): void {
    const place = reference.namespace === undefined ? reference.name : `${reference.namespace}/${reference.name}`;
    const call = `${verb} ${reference.kind} ${place}`;
    if (verb !== "get" && verb !== "list") {
      this.calls.push(call);
    }
    const error = this.refuse(call);
    if (error !== undefined) {
      throw error;
    }
  }
  #store(object: KubernetesObject, applied: KubernetesObject | undefined): KubernetesObject {
    const key = keyOf(referenceOf(object));
    this.#version += 1;
    const uid = this.#objects.get(key)?.object.metadata.uid ?? `uid-${this.#version}`;
    const metadata = { ...object.metadata, uid, resourceVersion: String(this.#version) };
    const stored = { ...object, metadata };
    this.#objects.set(key, { object: stored, applied });
    return stored;
  }
}

function referenceOf({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject): ObjectReference {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

function keyOf({ apiVersion, kind, name, namespace = "" }: ObjectReference): string {
  return [apiVersion, kind, namespace, name].join("|");
}

function hasLabels(object: KubernetesObject, selector: string): boolean {
  return selector
    .split(",")
    .filter((term) => term !== "")
    .every((term) => {
      const [name = "", value] = term.split(/==?/u);
      const label = object.metadata.labels?.[name];
      return value === undefined ? label !== undefined : label === value;
    });
}
