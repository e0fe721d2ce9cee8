/** What kind of failure it is; the exit status follows from it. */
export type Category = "failed" | "usage" | "preflight" | "locked" | "not-rolled-back" | "declined";

/** Exit statuses are part of the public contract: docs/exit-status.md. */
export const EXIT_STATUS: Readonly<Record<Category, number>> = {
  failed: 1,
  usage: 2,
  preflight: 3,
  locked: 4,
  "not-rolled-back": 5,
  declined: 1,
};

export interface Explanation {
  /** What happened, from the operator's point of view. One sentence. */
  readonly what: string;
  /** Why it stops us, and the state the host was left in. */
  readonly why: string;
  /** What to run or edit next, most likely first; first a command where there is one. */
  readonly fix: readonly string[];
}

/** A failure the operator can act on. Anything else that is thrown is a bug in this tool. */
export class ToolError extends Error {
  override readonly name = "ToolError";
  readonly code: string;
  readonly category: Category;
  readonly explanation: Explanation;
  /** What was seen, line by line: log lines, findings, positions in a file. */
  readonly evidence: readonly string[];

  constructor(
    code: string,
    category: Category,
    explanation: Explanation,
    options: ErrorOptions & { readonly evidence?: readonly string[] } = {},
  ) {
    super(explanation.what, options);
    this.code = code;
    this.category = category;
    this.explanation = explanation;
    this.evidence = options.evidence ?? [];
  }
}
