import type { ElectedLease } from "../../../diagnose/elected-lease.ts";
import type { HandoffEffects } from "../handoff-context.ts";
import { ifApiAnswers } from "../if-api-answers.ts";
import { readLease } from "./read-lease.ts";

/** `renewed` once it was seen to renew; `lost` also where it let the lease run out; `unknown` where the API is away. */
type Hold = "held" | "renewed" | "lost" | "unknown";

/** To be asked again and again: how it stands with the lease that `identity` holds. Trusts no clock but its own. */
export function followHolder(
  lease: ElectedLease,
  identity: string,
  { api, clock }: Pick<HandoffEffects, "api" | "clock">,
): () => Promise<Hold> {
  let renewedAt: number | undefined;
  let changedAt = clock.monotonicMs();
  let isRenewed = false;
  return async () => {
    const seen = await ifApiAnswers(readLease(lease, api));
    if (seen === undefined) {
      return "unknown";
    }
    if (seen.renewedAt !== renewedAt) {
      isRenewed = renewedAt !== undefined;
      renewedAt = seen.renewedAt;
      changedAt = clock.monotonicMs();
    }
    if (seen.holder !== identity || clock.monotonicMs() - changedAt > seen.durationMs) {
      return "lost";
    }
    return isRenewed ? "renewed" : "held";
  };
}
