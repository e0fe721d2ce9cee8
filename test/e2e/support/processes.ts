import { parse } from "yaml";
import { readFileSync } from "node:fs";
import type { TestHost } from "../../lab/test-host.ts";
import { COMPONENTS } from "./healthy.ts";

/** The processes of each component, by pid on the host, with their command lines. */
export async function componentProcesses(host: TestHost): Promise<Readonly<Record<string, readonly string[]>>> {
  // $2 and the following: without the pids, in the order of their start.
  const script = `for name in ${COMPONENTS.join(" ")}; do for pid in $(pgrep -x "$(printf %.15s $name)"); do
    printf '%s\\t%s\\t%s\\n' $name $pid "$(tr '\\0' '\\t' </proc/$pid/cmdline)"; done; done`;
  const lines = (await host.sh(script)).split("\n").filter(Boolean);
  return Object.fromEntries(
    COMPONENTS.map((name) => [
      name,
      lines.filter((line) => line.startsWith(`${name}\t`)).map((line) => line.slice(name.length + 1).trim()),
    ]),
  );
}

/** The command line of each component as its manifest in `directory` says. */
export function commandsIn(host: TestHost, directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    COMPONENTS.map((name) => {
      const text = readFileSync(host.path(`${directory}/${name}.yaml`), "utf8");
      const pod = parse(text) as { spec: { containers: { command: string[] }[] } };
      return [name, pod.spec.containers[0]?.command.join("\t") ?? ""];
    }),
  );
}
