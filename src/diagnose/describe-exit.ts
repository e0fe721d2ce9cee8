import type { ContainerStatus } from "../ports/container-runtime.ts";

/** How a container ended, for example `exited with status 1 (OOMKilled)`. */
export function describeExit({ exitCode, reason, attempt }: ContainerStatus): string {
  const why = reason === "" || reason === "Error" || reason === "Completed" ? "" : ` (${reason})`;
  const times = attempt === 0 ? "" : `, attempt ${attempt + 1}`;
  return `exited with status ${exitCode}${why}${times}`;
}
