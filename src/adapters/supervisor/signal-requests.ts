/** What a signal asks of the supervisor. `stop` is never taken back. */
export type SupervisorRequest = "stop" | "restart";

export interface SignalRequests {
  /** The next request, also one that came before anybody asked. Ask again only after the last answer. */
  next(): Promise<SupervisorRequest>;
  /** Forgets a restart that has been carried out. */
  restarted(): void;
}

/** Listens from now on: SIGTERM and SIGINT ask to stop, SIGHUP to restart at once. */
export function listenForSignals(): SignalRequests {
  let request: SupervisorRequest | undefined;
  let wake: (request: SupervisorRequest) => void = () => undefined;
  const ask = (asked: SupervisorRequest): void => {
    request = request === "stop" ? "stop" : asked;
    wake(request);
  };
  process.on("SIGTERM", () => ask("stop"));
  process.on("SIGINT", () => ask("stop"));
  process.on("SIGHUP", () => ask("restart"));
  return {
    next: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (request !== undefined) {
          resolve(request);
        }
      }),
    restarted: () => {
      request = request === "stop" ? "stop" : undefined;
    },
  };
}
