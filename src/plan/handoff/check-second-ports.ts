import { secondPorts } from "../../domain/handoff/second-ports.ts";
import type { Finding } from "../../domain/finding.ts";
import { notTold, rejected } from "../preflight/findings.ts";
import type { ListenerFact } from "../preflight/preflight-facts.ts";
import type { HandoffCheck } from "./handoff-facts.ts";

/** The ports on which the second instance listens are free. */
export const checkSecondPorts: HandoffCheck = ({ component }, { listeners, ports }) => {
  if (listeners.kind !== "present") {
    return [notTold("Handoff-Port", "which ports are in use", listeners, ["ss -tlnp"])];
  }
  return secondPorts(component, ports).flatMap((port) => {
    const holder = listeners.value.find((listener) => listener.port === port);
    return holder === undefined ? [] : [inUse(component, holder)];
  });
};

function inUse(component: string, { port, process }: ListenerFact): Finding {
  const holder = process === undefined ? "a process that could not be told" : `${process.name} (pid ${process.pid})`;
  return rejected(`Handoff-Port-${port}`, {
    what: `Port ${port} is already in use by ${holder}.`,
    why: `The second ${component} must listen on it.`,
    fix: [
      process === undefined ? `ss -tlnp 'sport = :${port}'` : `ps -o pid,lstart,args -p ${process.pid}`,
      "Stop that process for as long as the change takes.",
      "Or go without: steadyplane apply --strategy restart",
    ],
  });
}
