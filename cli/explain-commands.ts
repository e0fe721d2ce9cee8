import type { Command } from "commander";
import type { CommandContext } from "./context.ts";
import { withExamples } from "./options/examples.ts";
import { withOutput } from "./options/init-options.ts";
import type { SetStatus } from "./set-status.ts";

/** The commands that say why a Pod of this node is as it is, without the API. */
export function addExplainCommands(program: Command, context: CommandContext, setStatus: SetStatus): void {
  const explain = withOutput(program.command("explain <name>")).description(
    "why a component or static Pod is as it is, from its manifest to readiness, API up or down",
  );
  withExamples(explain, ["steadyplane explain kube-apiserver", "steadyplane explain my-pod -o json"]).action(
    async (name: string, options: { output: "text" | "json" }) =>
      setStatus(await (await import("./commands/explain.ts")).explain(context, name, options)),
  );
}
