import { translatedPorts } from "../../domain/handoff/translated-ports.ts";
import type { Finding } from "../../domain/finding.ts";
import { notTold, rejected, warned } from "../preflight/findings.ts";
import type { HandoffCheck, HostHandoffFacts } from "./handoff-facts.ts";

const PACKET_FILTER = "Handoff-PacketFilter";
const FIREWALL = "Handoff-Firewall";
const WITHOUT = "Or go without: steadyplane apply --strategy restart";

/** Clients can be sent to the second instance, and the host's own rules let them in there. */
export const checkPackets: HandoffCheck = ({ component }, host) => {
  const { packetFilterLacks: lacks, ports } = host;
  const translated = translatedPorts(component, ports);
  if (translated.length === 0) {
    return [];
  }
  if (lacks.kind === "unreadable") {
    return [notTold(PACKET_FILTER, "whether traffic can be redirected", lacks, ["nft list tables", WITHOUT])];
  }
  if (lacks.kind === "present") {
    return [
      rejected(PACKET_FILTER, {
        what: `Traffic cannot be redirected to a second ${component}: ${lacks.value}.`,
        why: "Its clients would find nobody while the first instance is replaced.",
        fix: ["apt-get install nftables conntrack", WITHOUT],
      }),
    ];
  }
  return translated.flatMap((port) => firewall(component, port, host));
};

function firewall(component: string, port: number, { firewallDoubts }: HostHandoffFacts): readonly Finding[] {
  const doubt = firewallDoubts.get(port) ?? { kind: "unreadable", reason: "nobody looked" };
  if (doubt.kind === "absent") {
    return [];
  }
  if (doubt.kind === "unreadable") {
    return [notTold(FIREWALL, `whether the firewall accepts port ${port}`, doubt, ["nft list ruleset", WITHOUT])];
  }
  return [
    warned(FIREWALL, {
      what: `The firewall may drop connections to port ${port}: ${doubt.value}.`,
      why: `For as long as a handoff takes, connections from other hosts to ${component} are answered there.`,
      fix: [
        "nft list ruleset",
        `Accept TCP port ${port} as ${component}'s own is accepted, for example: ufw allow ${port}/tcp`,
        "Or, where no other host needs it meanwhile: steadyplane apply --strategy handoff",
      ],
    }),
  ];
}
