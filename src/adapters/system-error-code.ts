/** The code of a failed system call, such as ENOENT; EIO where the error has none. */
export function systemErrorCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "EIO";
}
