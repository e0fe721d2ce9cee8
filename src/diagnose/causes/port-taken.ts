import { portTaken } from "../../errors/diagnose.ts";
import type { Listener } from "../../ports/processes.ts";
import { faultOf, inComponents, reasonOfExit } from "../cause.ts";
import { splitHostAndPort } from "../host-and-port.ts";
import type { ComponentSymptoms, Snapshot } from "../snapshot/snapshot.ts";

const IN_USE = /listen (?:tcp|udp)\d? (\S+): bind: address already in use/u;

/**
 * A component ended because its port is taken, and it still is. A port that has become free since heals by itself;
 * after three attempts it is named all the same.
 */
export const findPortTaken = inComponents((component, snapshot) => {
  const address = IN_USE.exec(reasonOfExit(component) ?? "")?.[1];
  const port = address === undefined ? undefined : splitHostAndPort(address)?.port;
  if (address === undefined || port === undefined) {
    return undefined;
  }
  const holder = snapshot.listeners.find((listener) => listener.port === port && !isOwn(listener, component, snapshot));
  if (holder === undefined && component.pod.restarts < 2) {
    return undefined;
  }
  return portTaken(faultOf(component), address, describe(holder));
});

/** The next attempt of the same component may already listen there. */
function isOwn({ process }: Listener, component: ComponentSymptoms, snapshot: Snapshot): boolean {
  const running = component.pod.running?.pid ?? component.process?.pid;
  return snapshot.runtime.kind === "answers" && process !== undefined && process.pid === running;
}

function describe(listener: Listener | undefined): string | undefined {
  return listener?.process === undefined ? undefined : `${listener.process.name} (pid ${listener.process.pid})`;
}
