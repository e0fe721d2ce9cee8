import type { JsonObject, JsonValue } from "../../domain/json.ts";
import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import type { ObjectResource } from "../../domain/resource.ts";
import { subjectOf } from "../../domain/step.ts";
import { clusterRefused } from "../../errors/apply.ts";
import type { SeenObject } from "../../plan/seen-object.ts";
import { ApiRefused, ApiUnreachable, type ClusterApi } from "../../ports/cluster-api.ts";
import type { Clock } from "../../ports/clock.ts";
import { applyObject } from "../steps/object.ts";
import type { ChangeMaker } from "./change-maker.ts";

const RETRY_MS = 250;
const ATTEMPTS = 40;
const SERVER_ERROR = 500;

export interface ObjectChangeParts {
  readonly objects: readonly ObjectResource[];
  /** As they were before, by subject. */
  readonly before: ReadonlyMap<string, SeenObject>;
  readonly api: ClusterApi;
  readonly clock: Clock;
}

/** Objects in the API. Of what was there before, only the fields that were changed are put back. */
export function objectsChange({ objects, before, api, clock }: ObjectChangeParts): ChangeMaker {
  const all = async (isForward: boolean): Promise<void> => {
    for (const resource of isForward ? objects : objects.toReversed()) {
      await insist(async () => (isForward ? applyObject(resource, api) : putBack(resource, before, api)), clock);
    }
  };
  return {
    make: async (_change, direction, note) => {
      await note("replacing");
      await all(direction === "forward");
    },
    undo: async (_change, direction) => all(direction !== "forward"),
    forget: async () => undefined,
  };
}

async function putBack(resource: ObjectResource, before: ObjectChangeParts["before"], api: ClusterApi): Promise<void> {
  const { object } = resource;
  const was = before.get(subjectOf(resource));
  if (object.kind === "Node") {
    // Its labels and taints are everybody's, and those that were missing hurt nobody.
    return;
  }
  if (was?.kind === "present") {
    await api.apply(sameFields(object, was.value) as KubernetesObject);
  } else if (was?.kind === "absent") {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace } = metadata;
    await api.delete({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) });
  }
}

/** What `was` has at the fields that `wanted` names; lists count as one value. */
function sameFields(wanted: object, was: object): JsonObject {
  const entries = Object.entries(wanted).flatMap(([name, value]): readonly (readonly [string, JsonValue])[] => {
    const old = (was as JsonObject)[name];
    if (old === undefined) {
      return [];
    }
    return [[name, isMap(value) && isMap(old) ? sameFields(value, old) : old]];
  });
  return Object.fromEntries(entries);
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Repeats a call that no server answered, or that a server could not answer yet. Rejects with ClusterRefused. */
async function insist(call: () => Promise<void>, clock: Clock): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const mayPass = error instanceof ApiUnreachable || (error instanceof ApiRefused && error.status >= SERVER_ERROR);
      if (!mayPass || attempt === ATTEMPTS) {
        throw clusterRefused(error);
      }
      await clock.sleep(RETRY_MS);
    }
  }
}
