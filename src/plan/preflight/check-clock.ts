import type { Finding } from "../../domain/finding.ts";
import type { Check } from "./check.ts";
import { notTold, rejected } from "./findings.ts";
import type { PreflightFacts, PreflightRequest } from "./preflight-facts.ts";

const CHECK = "Clock";
const EARLIEST = Date.UTC(2024, 0, 1);
/** Certificates are backdated by five minutes; a clock may differ by as much. */
const TOLERANCE_MS = 5 * 60_000;

interface ClockFacts extends Pick<PreflightFacts, "now" | "authorities"> {
  readonly request: Pick<PreflightRequest, "builtAt">;
}

/** A clock that cannot be plainly wrong: certificates made by it would be invalid. */
export const checkClock: Check<ClockFacts> = (_cluster, _node, { now, authorities, request }) => {
  const earliest = Math.max(EARLIEST, (request.builtAt ?? 0) - TOLERANCE_MS);
  if (now < earliest) {
    return [wrong(now, `it must be later than ${rfc3339(earliest)}`)];
  }
  return authorities.flatMap(({ path, notBefore }): readonly Finding[] => {
    switch (notBefore.kind) {
      case "absent":
        return [];
      case "unreadable":
        return [notTold(CHECK, `from when on ${path} is valid`, notBefore, [`openssl x509 -in ${path} -noout -dates`])];
      case "present":
        return notBefore.value > now + TOLERANCE_MS
          ? [wrong(now, `${path} is valid only from ${rfc3339(notBefore.value)} on`)]
          : [];
    }
  });
};

function wrong(now: number, reason: string): Finding {
  return rejected(CHECK, {
    what: `The clock says ${rfc3339(now)}, but ${reason}.`,
    why: "Certificates would be made for the wrong time, and existing ones be refused.",
    fix: ["date -u", "Set the clock (timedatectl set-ntp true), then run the same command again."],
  });
}

function rfc3339(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().replace(".000Z", "Z") : String(ms);
}
