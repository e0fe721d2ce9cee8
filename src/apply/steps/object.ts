import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import type { ObjectResource } from "../../domain/resource.ts";
import { revealed } from "../../domain/revealed.ts";
import { ApiRefused, type ClusterApi } from "../../ports/cluster-api.ts";
import { markNode } from "./mark-node.ts";

const CONFLICT = 409;

/** Has an object in the API as it should be; what others added to it stays. Safe to repeat. */
export async function applyObject({ object, manner }: ObjectResource, api: ClusterApi): Promise<void> {
  const sent = revealed(object) as KubernetesObject;
  if (sent.kind === "Node") {
    await markNode(sent, api);
    return;
  }
  if (manner === "apply") {
    await api.apply(sent);
    return;
  }
  try {
    await api.create(sent);
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.status !== CONFLICT) {
      throw error;
    }
  }
}
