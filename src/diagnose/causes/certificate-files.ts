import { certificateUnusable } from "../../errors/diagnose.ts";
import { faultOf, inComponents, reasonOfExit } from "../cause.ts";
import { flagValue } from "../flags.ts";

const UNUSABLE =
  /tls: (?:private key (?:type )?does not match|failed to (?:find|parse))|failed to find any PEM|no PEM data|malformed certificate|asn1: |x509: (?:failed to parse|malformed)|data does not contain any valid/u;
const PAIRS = [
  ["tls-cert-file", "tls-private-key-file"],
  ["cert-file", "key-file"],
] as const;

/** A component ended over a certificate or key that is broken or does not fit the other. */
export const findCertificateFiles = inComponents((component) => {
  const reason = reasonOfExit(component);
  if (reason === undefined || !UNUSABLE.test(reason)) {
    return undefined;
  }
  const named = [...reason.matchAll(/\/[\w./-]+\.(?:crt|key|pem|pub|conf)/gu)].map(([path]) => path);
  return certificateUnusable(
    faultOf(component),
    named.length > 0 ? named : servingPair(component.expected.command),
    reason,
  );
});

/** Go's message names no file: the serving pair is what every component loads first. */
function servingPair(command: readonly string[]): readonly string[] {
  const pairs = PAIRS.map((names) => names.flatMap((name) => flagValue(command, name) ?? []));
  return pairs.find((files) => files.length > 0) ?? [];
}
