import { nodeNotRegistered } from "../../errors/diagnose-host.ts";
import type { CauseFinder } from "../cause.ts";
import { tidy } from "../evidence.ts";
import { klogField, klogSince } from "../parse-klog.ts";

// RBAC's first roles come after the API server is ready, and the kubelet tries again every few seconds.
const SETTLED_MS = 10_000;
const REFUSED = /Unauthorized|x509|forbidden|certificate/iu;

/** The API server is ready, and refuses the kubelet's credential or its Node. */
export const findNodeNotRegistered: CauseFinder = ({ cluster, kubelet, spans, at, expectation }) => {
  const { apiReady } = spans;
  if (cluster.node.kind !== "absent" || apiReady === undefined || at - apiReady < SETTLED_MS) {
    return undefined;
  }
  const line = klogSince(kubelet.log, apiReady + SETTLED_MS / 2, at).findLast((text) =>
    text.includes("Unable to register node"),
  );
  const reason = line === undefined ? undefined : klogField(line, "err");
  return line === undefined || reason === undefined || !REFUSED.test(reason)
    ? undefined
    : { stage: "node", error: nodeNotRegistered([tidy(line)], expectation.nodeName, reason) };
};
