/** Where a value of the configuration comes from. */
export type Origin =
  | {
      readonly kind: "file";
      readonly file: string;
      /** Counted from 1. */
      readonly line: number;
      /** Counted from 1, in UTF-16 units. */
      readonly column: number;
      /** The line, or the part of it around the column; secrets masked by as many asterisks. */
      readonly sourceLine: string;
      /** The column within `sourceLine`, counted from 1. */
      readonly caret: number;
    }
  | { readonly kind: "flag"; readonly flag: string }
  /** Written nowhere: a default, or what the host is like. */
  | { readonly kind: "default" };

/** One thing that is wrong with the configuration. */
export interface ConfigProblem {
  readonly origin: Origin;
  /** Kind of the document, or undefined where that is not known. */
  readonly document: string | undefined;
  /** Field as the user would name it: `apiServer.extraArgs[0].name`; empty for the whole document. */
  readonly path: string;
  /** What is wrong; no secret in it. A clause without full stop. */
  readonly message: string;
  /** What would be right, where that is known. */
  readonly suggestion: string | undefined;
}
