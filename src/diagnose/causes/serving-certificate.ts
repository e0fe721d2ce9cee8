import {
  clockBehind,
  credentialRefused,
  servingCertificateExpired,
  servingCertificateName,
  servingCertificateUntrusted,
} from "../../errors/diagnose-trust.ts";
import type { ToolError } from "../../errors/tool-error.ts";
import { componentNamed, faultOf } from "../cause.ts";
import type { CauseFinder } from "../cause.ts";
import { flagValue } from "../flags.ts";
import type { ComponentSymptoms, ProbeResult } from "../snapshot/snapshot.ts";

/**
 * The API server answers, but its certificate or ours is refused. Only its own container's answer counts: before that
 * runs somebody else may be listening on its port.
 */
export const findServingCertificate: CauseFinder = (snapshot) => {
  const server = componentNamed(snapshot, "kube-apiserver");
  const probe = server?.probes.find((candidate) => candidate.probe.isAuthenticated);
  if (server?.pod.running === undefined || probe === undefined) {
    return undefined;
  }
  const error = refusal(server, probe, snapshot.at);
  return error === undefined ? undefined : { stage: "kube-apiserver", error };
};

function refusal(server: ComponentSymptoms, { probe, answer }: ProbeResult, at: number): ToolError | undefined {
  if (answer.kind === "answered") {
    return answer.status === 401 ? credentialRefused(faultOf(server)) : undefined;
  }
  const certPath = flagValue(server.expected.command, "tls-cert-file") ?? "(self-signed)";
  const fault = { ...faultOf(server), evidence: [`GET ${probe.url}: ${answer.message}`] };
  switch (answer.failure) {
    case "tls-expired":
      return servingCertificateExpired(fault, certPath);
    case "tls-not-yet-valid":
      return clockBehind(fault, certPath, at);
    case "tls-untrusted":
      return servingCertificateUntrusted(fault, certPath, answer.message);
    case "tls-name":
      return servingCertificateName(fault, certPath, new URL(probe.url).host);
    default:
      return undefined;
  }
}
