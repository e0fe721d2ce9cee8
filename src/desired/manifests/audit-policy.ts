import type { JsonObject } from "../../domain/json.ts";
import { yamlText } from "../yaml-text.ts";

const READS = ["get", "list", "watch"];
const LEASES = [{ group: "coordination.k8s.io", resources: ["leases"] }];
const EVENTS = [
  { group: "", resources: ["events"] },
  { group: "events.k8s.io", resources: ["events"] },
];

/**
 * Who did what to which object, and nothing of its content, so that no Secret ever reaches the log. Left out is what
 * healthy clusters do many times a second: probes, the renewal of leases by nodes and the control plane, and Events.
 */
const AUDIT_POLICY: JsonObject = {
  apiVersion: "audit.k8s.io/v1",
  kind: "Policy",
  // Every request has a later stage, and that one knows how it ended.
  omitStages: ["RequestReceived"],
  rules: [
    { level: "None", nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version"] },
    { level: "None", verbs: READS, resources: LEASES },
    { level: "None", userGroups: ["system:nodes"], verbs: ["update", "patch"], resources: LEASES },
    {
      level: "None",
      users: ["system:apiserver", "system:kube-controller-manager", "system:kube-scheduler"],
      verbs: ["update", "patch"],
      resources: LEASES,
    },
    { level: "None", resources: EVENTS },
    { level: "Metadata" },
  ],
};

/** The audit policy of `profile: secure`, as a file. */
export function auditPolicyText(): string {
  return yamlText(AUDIT_POLICY);
}
