import type { ObjectResource } from "../../domain/resource.ts";
import { clusterRefused } from "../../errors/apply.ts";
import { observeObjects } from "../../observed/observe-objects.ts";
import { planObjects } from "../../plan/plan-objects.ts";
import type { SeenObject } from "../../plan/seen-object.ts";
import { ApiRefused, ApiUnreachable, type ClusterApi } from "../../ports/cluster-api.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { insist } from "../insist.ts";
import { applyObject } from "../steps/object.ts";
import type { ChangeMaker } from "./change-maker.ts";
import {
  forgetObjectsBefore,
  keepObjectsBefore,
  type ObjectUndo,
  readObjectsBefore,
  undoOf,
} from "./objects-before.ts";

const LIMIT_MS = 30_000;
const SERVER_ERROR = 500;

export interface ObjectChangeParts {
  /** All that the configuration wants in the API. */
  readonly objects: readonly ObjectResource[];
  readonly transactionId: string;
  readonly api: ClusterApi;
  readonly files: FileSystem;
  readonly clock: Clock;
}

/**
 * Objects in the API. They are looked at when their turn comes, since whoever goes on after a crash may have planned
 * while no API answered. What was there before is kept on the disk until the transaction is over.
 */
export function objectsChange({ objects, transactionId, api, files, clock }: ObjectChangeParts): ChangeMaker {
  const forward = async (): Promise<void> => {
    const before = await seenObjects(objects, { api, clock });
    const changing = planObjects(objects, before).steps.flatMap(({ step: { resource } }) =>
      resource.kind === "object" ? [resource] : [],
    );
    await keepObjectsBefore(undoOf(changing, before), transactionId, files);
    for (const resource of changing) {
      await untilAnswered(async () => applyObject(resource, api), clock);
    }
  };
  const backward = async (): Promise<void> => {
    for (const undo of (await readObjectsBefore(transactionId, files)) ?? []) {
      await untilAnswered(async () => takeBack(undo, api), clock);
    }
  };
  return {
    make: async (_change, direction, note) => {
      await note("replacing");
      await (direction === "forward" ? forward() : backward());
    },
    undo: async (_change, direction) => (direction === "forward" ? backward() : forward()),
    forget: async () => forgetObjectsBefore(transactionId, files),
  };
}

/** Rejects with ClusterRefused where one of them cannot be seen after a while. */
async function seenObjects(
  objects: readonly ObjectResource[],
  ports: Pick<ObjectChangeParts, "api" | "clock">,
): Promise<ReadonlyMap<string, SeenObject>> {
  const look = async (): Promise<ReadonlyMap<string, SeenObject>> => {
    const seen = await observeObjects(objects, ports);
    const reason = [...seen.values()].flatMap((found) => (found.kind === "unreadable" ? [found.reason] : []))[0];
    if (reason !== undefined) {
      throw new Unreadable(reason);
    }
    return seen;
  };
  return insist(look, (error) => error instanceof Unreadable, LIMIT_MS, ports.clock).catch((error: unknown) => {
    throw clusterRefused(error);
  });
}

class Unreadable extends Error {}

async function takeBack(undo: ObjectUndo, api: ClusterApi): Promise<void> {
  await (undo.kind === "apply" ? api.apply(undo.object) : api.delete(undo.reference));
}

/** Repeats a call that no server answered, or that a server could not answer yet. Rejects with ClusterRefused. */
async function untilAnswered(call: () => Promise<void>, clock: Clock): Promise<void> {
  const mayPass = (error: unknown): boolean =>
    error instanceof ApiUnreachable || (error instanceof ApiRefused && error.status >= SERVER_ERROR);
  try {
    await insist(call, mayPass, LIMIT_MS, clock);
  } catch (error) {
    throw clusterRefused(error);
  }
}
