import { flagValue } from "../../desired/handoff/command-flags.ts";
import type { Finding } from "../../domain/finding.ts";
import { unreachable } from "../../domain/unreachable.ts";
import { notTold, rejected } from "../preflight/findings.ts";
import type { ComponentHandoffFacts, HandoffCheck } from "./handoff-facts.ts";

const CHECK = "Handoff-Flags";
const WITHOUT = "Or go without: steadyplane apply --strategy restart";
const EVERYWHERE = ["", "0.0.0.0", "::"];

/** The component's flags let two instances live side by side. */
export const checkFlags: HandoffCheck = (facts) => {
  const { component, runningCommand } = facts;
  if (runningCommand.length === 0) {
    const seen = { kind: "unreadable", reason: "its manifest does not say" } as const;
    return [notTold(CHECK, `with which flags ${component} runs`, seen, ["crictl ps", WITHOUT])];
  }
  switch (component) {
    case "etcd":
      return [...ownListeners(facts), ...mustStay(facts, ["data-dir", "wal-dir"], "would not wait for the first one")];
    case "kube-apiserver":
      return bindAddress(facts);
    case "kube-controller-manager":
    case "kube-scheduler":
      return [
        ...leaderElection(facts),
        ...mustStay(facts, ["leader-elect-resource-name", "leader-elect-resource-namespace"], "would lead as well"),
      ];
    default:
      return unreachable(component);
  }
};

// The server's calls to itself go to that address, where they would be translated like everybody's.
function bindAddress({ component, ...commands }: ComponentHandoffFacts): readonly Finding[] {
  const specific = valuesOf(commands, "bind-address").find((value) => !EVERYWHERE.includes(value));
  return specific === undefined
    ? []
    : [
        rejected("Handoff-BindAddress", {
          what: `${component} is bound to one address (--bind-address=${specific}).`,
          why: "Its calls to itself use that address, and would be redirected to the other instance.",
          fix: ["Set bind-address in apiServer.extraArgs to 0.0.0.0 or ::, or leave it out.", WITHOUT],
        }),
      ];
}

function leaderElection({ component, ...commands }: ComponentHandoffFacts): readonly Finding[] {
  return valuesOf(commands, "leader-elect").every((value) => value === "true")
    ? []
    : [
        rejected("Handoff-LeaderElection", {
          what: `${component} runs without leader election (--leader-elect=false).`,
          why: "Two instances would both lead.",
          fix: ["Leave leader-elect out of its extraArgs.", WITHOUT],
        }),
      ];
}

/** Where a second etcd would listen as well, and its other ports do not say so. */
function ownListeners({ component, desired }: ComponentHandoffFacts): readonly Finding[] {
  const flags = ["config-file", "listen-client-http-urls"].filter((name) => flagValue(desired.command, name));
  const variables = ["ETCD_CONFIG_FILE", "ETCD_LISTEN_CLIENT_HTTP_URLS"].filter((variable) =>
    desired.env.some(({ name }) => name === variable),
  );
  const given = [...flags.map((flag) => `--${flag}`), ...variables];
  return given.length === 0
    ? []
    : [
        rejected(CHECK, {
          what: `${component} is given ${given.join(" and ")}.`,
          why: "A second instance would listen where the first one does.",
          fix: ["Leave it out of etcd.local.extraArgs and etcd.local.extraEnvs.", WITHOUT],
        }),
      ];
}

function mustStay(
  { component, desired, runningCommand }: ComponentHandoffFacts,
  names: readonly string[],
  otherwise: string,
): readonly Finding[] {
  const changed = names.filter((name) => flagValue(desired.command, name) !== flagValue(runningCommand, name));
  return changed.map((name) =>
    rejected(CHECK, {
      what: `The change gives ${component} another --${name}.`,
      why: `A second instance ${otherwise}.`,
      fix: [`Leave --${name} as it is.`, WITHOUT],
    }),
  );
}

function valuesOf(
  { desired, runningCommand }: Pick<ComponentHandoffFacts, "desired" | "runningCommand">,
  name: string,
): readonly string[] {
  return [desired.command, runningCommand].flatMap((command) => flagValue(command, name) ?? []);
}
