import { spawn } from "node:child_process";
import { once } from "node:events";
import { noEditor } from "../src/errors/usage.ts";

const NOT_FOUND = 127;

/** The user's editor, as other programs choose it. */
export function editorOf(environment: Readonly<Record<string, string | undefined>>): string {
  return [environment["VISUAL"], environment["EDITOR"]].find((name) => name?.trim()) ?? "vi";
}

/** Runs `editor`, a command that may have arguments of its own, on this terminal. Rejects with NoEditor. */
export async function openEditor(editor: string, path: string): Promise<void> {
  const running = spawn("/bin/sh", ["-c", `exec ${editor} "$@"`, editor, path], { stdio: "inherit" });
  const [status, signal] = (await once(running, "exit")) as [number | null, NodeJS.Signals | null];
  if (status !== 0) {
    const reason = status === NOT_FOUND ? "it was not found" : `it ended with ${signal ?? `status ${status}`}`;
    throw noEditor(editor, reason);
  }
}
