import { createHash } from "node:crypto";
import { desiredNode, type PhasedResource } from "../../desired/desired-node.ts";
import { desiredObjects } from "../../desired/cluster-objects/desired-objects.ts";
import type { KeptRevision, RevisionRead } from "../../domain/revision.ts";
import type { ObjectResource } from "../../domain/resource.ts";
import { subjectOf } from "../../domain/step.ts";
import type { ApiAccess } from "../../diagnose/expectation.ts";
import { ToolError } from "../../errors/tool-error.ts";
import { isExternalCa } from "../../observed/is-external-ca.ts";
import { observeNode } from "../../observed/observe-node.ts";
import { observeObjects } from "../../observed/observe-objects.ts";
import { latestRevision } from "../../observed/revisions/list-revisions.ts";
import type { SeenNode } from "../../plan/seen-node.ts";
import type { SeenObject } from "../../plan/seen-object.ts";
import { administratorAccess } from "../init/administrator-access.ts";
import type { InitPorts } from "../init/init-ports.ts";
import type { ApplyRequest } from "./apply-request.ts";

/** What a configuration wants of a node and its cluster, and what is there. */
export interface ObservedForChange {
  readonly desired: readonly PhasedResource[];
  readonly seen: SeenNode;
  readonly objects: readonly ObjectResource[];
  readonly seenObjects: ReadonlyMap<string, SeenObject>;
  /** An administrator's way to the node's API; undefined where there is none that can be read. */
  readonly access: ApiAccess | undefined;
  readonly isExternalCa: boolean;
  /** What was committed last. */
  readonly revision: RevisionRead<KeptRevision>;
}

type ObservationPorts = Pick<InitPorts, "files" | "clock" | "services" | "clusterApi">;

/** Looks at host and API at once. Reads only, and never rejects because the API is away. */
export async function observeForChange(request: ApplyRequest, ports: ObservationPorts): Promise<ObservedForChange> {
  const { cluster, node } = request;
  const external = await isExternalCa(cluster, ports.files);
  const desired = desiredNode(cluster, node, external);
  const [seen, objects, revision] = await Promise.all([
    observeNode(
      desired.map(({ resource }) => resource),
      ports,
    ),
    lookAtObjects(request, ports),
    latestRevision(ports.files),
  ]);
  return { desired, seen, ...objects, isExternalCa: external, revision };
}

async function lookAtObjects(
  { cluster, node }: ApplyRequest,
  ports: ObservationPorts,
): Promise<Pick<ObservedForChange, "objects" | "seenObjects" | "access">> {
  const access = await administratorAccess(node, ports.files).catch(asReason);
  const isKnown = typeof access !== "string";
  const objects = desiredObjects(cluster, node, {
    caPem: isKnown ? access.caPem : "",
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
  });
  if (isKnown) {
    const api = ports.clusterApi(access);
    return { objects, seenObjects: await observeObjects(objects, { api, clock: ports.clock }), access };
  }
  const seenObjects = objects.map((object) => [subjectOf(object), { kind: "unreadable", reason: access }] as const);
  return { objects, seenObjects: new Map(seenObjects), access: undefined };
}

// The API is asked as an administrator; that nobody may read its credential is a reason, not a failure.
function asReason(error: unknown): string {
  if (error instanceof ToolError) {
    return error.explanation.what;
  }
  throw error;
}
