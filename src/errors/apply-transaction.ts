import { ToolError } from "./tool-error.ts";

/** The kubelet runs with its new configuration and does not get through to the API. */
export function kubeletSeesNoApi(seconds: number): ToolError {
  return new ToolError("KubeletSeesNoApi", "failed", {
    what: `The kubelet did not renew its Node's lease within ${seconds} s of its restart.`,
    why: "It answers, but does not reach the API; no manifest is changed under such a kubelet.",
    fix: ["steadyplane service logs kubelet", "Correct its configuration, then run the same command again."],
  });
}

/** A change failed, and everything is as it was before. */
export function changeUndone(target: string, cause: unknown): ToolError {
  const known = cause instanceof ToolError ? cause : undefined;
  return new ToolError(
    "ChangeUndone",
    known?.category === "usage" ? "usage" : "failed",
    {
      what: `The change of ${target} failed: ${known?.explanation.what ?? "an unexpected error."}`,
      why: "It was taken back: everything on this node is as it was before.",
      fix: fixesOf(known),
    },
    { cause, evidence: known?.evidence ?? [] },
  );
}

/** What names a second instance's manifest is of no use: it is gone by now. */
function fixesOf(cause: ToolError | undefined): readonly string[] {
  return (
    cause?.explanation.fix.filter((step) => !step.includes("-handoff.yaml")) ?? [
      "Run the same command again; if it fails again, report it.",
    ]
  );
}

/** A change failed, and so did taking it back. `remains` are the commands that are left to a human. */
export function undoFailed(target: string, cause: unknown, second: unknown, remains: readonly string[]): ToolError {
  return new ToolError(
    "UndoFailed",
    "not-rolled-back",
    {
      what: `The change of ${target} failed, and it could not be taken back: ${whatOf(second)}`,
      why: `This node is between two configurations. The change itself failed because: ${whatOf(cause)}`,
      fix: remains,
    },
    { cause: second, evidence: second instanceof ToolError ? second.evidence : [] },
  );
}

function whatOf(error: unknown): string {
  return error instanceof ToolError ? error.explanation.what : error instanceof Error ? error.message : String(error);
}

/** Stopped by a signal; what had begun was taken back. */
export function applyStopped(): ToolError {
  return new ToolError("ApplyStopped", "failed", {
    what: "Stopped by a signal before the change was complete.",
    why: "What had begun was taken back: everything on this node is as it was before.",
    fix: ["Run the same command again."],
  });
}

/** A manifest has a shape that no template here has, so that no second instance can be made from it. */
export function manifestNotOurs(component: string): ToolError {
  return new ToolError("ManifestNotOurs", "failed", {
    what: `The manifest of ${component} was edited into a shape that cannot be handed over.`,
    why: "A second instance is made from the manifest, and this one holds more than is understood.",
    fix: [
      "steadyplane plan",
      "Put the edit into the configuration (extraArgs, extraVolumes, extraEnvs), or use --strategy restart.",
    ],
  });
}

/** etcd cannot be asked: its CA, or a client certificate with its key, cannot be read. */
export function etcdAccessMissing(path: string, reason: string): ToolError {
  return new ToolError("EtcdAccessMissing", "failed", {
    what: `etcd's certificates at ${path} cannot be read (${reason}).`,
    why: "Without them etcd cannot be asked, and neither it nor the API server can be handed over.",
    fix: [`ls -l ${path}`, "Put them back, then run the same command again."],
  });
}
