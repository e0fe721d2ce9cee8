/** How this tool goes about its work: SteadyplaneConfiguration without the profile. */
export interface ToolSpec {
  readonly strategy: "handoff" | "restart";
  /** How long everything must stay healthy before a change is committed. */
  readonly soakMs: number;
  readonly healthTimeoutMs: number;
  readonly source: "auto" | "bundle" | "release" | "modules";
}
