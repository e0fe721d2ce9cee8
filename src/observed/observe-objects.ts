import type { ObjectReference } from "../domain/kubernetes-object.ts";
import type { ObjectResource } from "../domain/resource.ts";
import { subjectOf } from "../domain/step.ts";
import type { SeenObject } from "../plan/seen-object.ts";
import { ApiUnreachable, type ClusterApi } from "../ports/cluster-api.ts";
import type { Clock } from "../ports/clock.ts";

const PATIENCE_MS = 2_000;

export interface ObjectPorts {
  readonly api: ClusterApi;
  readonly clock: Clock;
}

/** Each object as the API has it, by what `subjectOf` calls it. All are asked at once, and none is waited for longer than 2 s. */
export async function observeObjects(
  resources: readonly ObjectResource[],
  { api, clock }: ObjectPorts,
): Promise<ReadonlyMap<string, SeenObject>> {
  const answered = new AbortController();
  const late = clock.sleep(PATIENCE_MS, answered.signal).then(
    (): SeenObject => ({ kind: "unreadable", reason: `the API server did not answer within ${PATIENCE_MS / 1000} s` }),
    (): SeenObject => ({ kind: "unreadable", reason: "nobody waited for it" }),
  );
  const seen = await Promise.all(
    resources.map(async (resource) => [subjectOf(resource), await Promise.race([look(resource, api), late])] as const),
  );
  answered.abort();
  return new Map(seen);
}

async function look({ object }: ObjectResource, api: ClusterApi): Promise<SeenObject> {
  const { name, namespace } = object.metadata;
  const { apiVersion, kind } = object;
  const reference: ObjectReference = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
  try {
    const value = await api.get(reference);
    return value === undefined ? { kind: "absent" } : { kind: "present", value };
  } catch (error) {
    return { kind: "unreadable", reason: reasonOf(error) };
  }
}

/** One reason for all objects, where it is one: without the address that was asked. */
function reasonOf(error: unknown): string {
  if (error instanceof ApiUnreachable) {
    return `the API server does not answer (${error.failure})`;
  }
  return error instanceof Error ? error.message : String(error);
}
