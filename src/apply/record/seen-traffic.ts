import { COMPONENTS } from "../../domain/component.ts";
import type { Happening } from "../../domain/run-record.ts";
import type { PacketFilter } from "../../ports/packet-filter.ts";
import { forwardedPackets } from "../handoff/forwarded-packets.ts";
import type { RunLog } from "./run-log.ts";

type Traffic = Extract<Happening["kind"], "translated" | "returned" | "held" | "released">;

/** A packet filter of which it is noted where it sends clients, and when it has them wait. Tables and holds are named after components. */
export function seenTraffic(packets: PacketFilter, log: RunLog): PacketFilter {
  const on = new Set<string>();
  const note = (kind: Traffic, name: string): void => {
    const component = COMPONENTS.find((candidate) => candidate === name);
    const state = `${kind === "translated" || kind === "returned" ? "translated" : "held"} ${name}`;
    const isOn = kind === "translated" || kind === "held";
    // A hold is renewed, and what is gone is removed again to be sure: neither is news.
    if (component === undefined || on.has(state) === isOn) {
      return;
    }
    if (isOn) {
      on.add(state);
    } else {
      on.delete(state);
    }
    log.note({ kind, component });
  };
  return {
    ...forwardedPackets(packets),
    translate: async (name, translations) => {
      await packets.translate(name, translations);
      note("translated", name);
    },
    stopTranslating: async (name) => {
      await packets.stopTranslating(name);
      note("returned", name);
    },
    remove: async (name) => {
      await packets.remove(name);
      note("returned", name);
    },
    hold: async (...hold) => {
      await packets.hold(...hold);
      // Only connections that open, to where nobody listens: no client waits for that.
      if (hold[4] !== "opening") {
        note("held", hold[0]);
      }
    },
    release: async (name) => {
      await packets.release(name);
      note("released", name);
    },
  };
}
