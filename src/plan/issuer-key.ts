import type { AuthorityId } from "../domain/certificate-request.ts";
import type { SeenNode } from "./seen-node.ts";

/** Whether an authority's key is on the host or will be made by this plan, since the whole authority is missing. */
export function isIssuerKeyAvailable(authority: AuthorityId | "self", { observations }: SeenNode): boolean {
  if (authority === "self") {
    return true;
  }
  for (const observation of observations.values()) {
    if (observation.kind === "certificate" && observation.authority === authority) {
      return observation.seen.kind === "absent" || (observation.seen.kind === "present" && observation.seen.hasKey);
    }
  }
  return false;
}
