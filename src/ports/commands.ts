export interface CommandResult {
  readonly exitCode: number | undefined;
  /** The signal that ended it, if one did. */
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** ENOENT and the like, where it could not be started. */
  readonly startError: string | undefined;
  readonly hasTimedOut: boolean;
}

export interface CommandOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Each line of output as it comes, for progress. */
  readonly onLine?: (line: string) => void;
}

/** Programs of the host. A failure is a result, never a rejection. */
export interface Commands {
  run(file: string, args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
}
