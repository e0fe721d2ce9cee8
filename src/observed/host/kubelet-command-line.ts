/** One way in which the kubelet is, or would be, started. */
export interface KubeletCommandLine {
  /** Who says so, in the operator's words: a file or a running process. */
  readonly source: string;
  /** Path or name of the binary; undefined where only arguments are known. */
  readonly program: string | undefined;
  readonly args: readonly string[];
}

/** Command lines, and what could not be read on the way. */
export interface KubeletCommandLines {
  readonly lines: readonly KubeletCommandLine[];
  readonly unreadable: readonly { readonly source: string; readonly reason: string }[];
}
