import type { Link } from "../../diagnose/explain/chain.ts";
import type { PodExplanation } from "../../diagnose/explain/pod-explanation.ts";
import type { Clock } from "../../ports/clock.ts";

const LOOK_EVERY_MS = 1_000;
/** A container that ends at once runs for a moment, too. */
const STEADY_MS = 3_000;
/** Without the API only a container that goes on running tells that it started well. */
const STEADY_UNSEEN_MS = 10_000;
/** A service that is just being restarted is back by then. */
const PROVEN_MS = 8_000;

/** How the wait for a Pod ended. `running`: its containers are, but whether it is ready only the API would tell. */
export interface Awaited {
  readonly outcome: "ready" | "running" | "failed";
  readonly explanation: PodExplanation;
  /** Why it failed; a few words. */
  readonly because: string;
}

interface WaitOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told what is being waited for. */
  readonly onDetail: (detail: string) => void;
}

/** Looks until the Pod is ready and stays so for some seconds, cannot become it, or has not in time. */
export async function awaitReadyPod(
  look: () => Promise<PodExplanation>,
  clock: Clock,
  { timeoutMs, signal, onDetail }: WaitOptions,
): Promise<Awaited> {
  const end = clock.monotonicMs() + timeoutMs;
  let [state, said] = ["", ""];
  let since = clock.monotonicMs();
  for (;;) {
    signal.throwIfAborted();
    const explanation = await look();
    const seen = stateOf(explanation);
    const now = clock.monotonicMs();
    if (seen.state !== state) {
      state = seen.state;
      since = now;
    }
    const outcome = seen.isEnd(now - since);
    if (outcome !== undefined || now >= end) {
      const late = `after ${Math.round(timeoutMs / 1000)} s, ${seen.detail}`;
      return { outcome: outcome ?? "failed", explanation, because: outcome === "failed" ? seen.detail : late };
    }
    if (seen.detail !== said) {
      said = seen.detail;
      onDetail(said);
    }
    await clock.sleep(Math.min(LOOK_EVERY_MS, end - now), signal);
  }
}

interface SeenState {
  /** What must stay the same for a while before it counts. */
  readonly state: string;
  readonly detail: string;
  readonly isEnd: (forMs: number) => Awaited["outcome"] | undefined;
}

function stateOf({ chain, verdict }: PodExplanation): SeenState {
  const container = linkNamed(chain, "container");
  // A container that was started again is another one.
  const start = `${container?.at ?? ""} ${container?.summary ?? ""}`;
  // Its file is new, so what runs is of it, under whatever command line it goes by now.
  const failing = chain.find(({ name, state }) => state === "failing" && !(name === "process" && isRunning(container)));
  if (verdict.kind === "ready") {
    return steady(`ready ${start}`, "it is ready; whether it stays so", STEADY_MS, "ready");
  }
  if (failing?.name === "manifest") {
    return steady("refused", wordsOf(failing), 0, "failed");
  }
  if (verdict.kind === "proven") {
    return steady(
      `proven ${verdict.error.code}`,
      verdict.error.explanation.what.replace(/\.$/u, ""),
      PROVEN_MS,
      "failed",
    );
  }
  if (failing === undefined && isRunning(container)) {
    return steady(`running ${start}`, "it runs; whether it goes on", STEADY_UNSEEN_MS, "running");
  }
  const open = failing ?? chain.find(({ state }) => state !== "done");
  return steady(`waiting ${open?.name}`, open === undefined ? "nothing was seen" : wordsOf(open), Infinity, "failed");
}

function steady(state: string, detail: string, limitMs: number, outcome: Awaited["outcome"]): SeenState {
  return { state, detail, isEnd: (forMs) => (forMs >= limitMs ? outcome : undefined) };
}

function wordsOf({ name, summary }: Link): string {
  return `${name}: ${summary}`;
}

const isRunning = (container: Link | undefined): boolean => container?.state === "done";

function linkNamed(chain: readonly Link[], name: Link["name"]): Link | undefined {
  return chain.find((link) => link.name === name);
}
