import type { Command } from "commander";
import type { AddOptions, RemoveOptions } from "./commands/change-static-pods.ts";
import type { LintOptions } from "./commands/static-pods.ts";
import type { CommandContext, OutputFormat } from "./context.ts";
import { withExamples } from "./options/examples.ts";
import { withOutput } from "./options/init-options.ts";
import type { SetStatus } from "./set-status.ts";

/** The commands about the Pods that the kubelet runs from files, whoever they belong to. */
export function addStaticPodCommands(program: Command, context: CommandContext, setStatus: SetStatus): void {
  const staticPods = program
    .command("static-pods")
    .description("Pods that the kubelet runs from files, API up or down");
  const look = async () => import("./commands/static-pods.ts");
  const change = async () => import("./commands/change-static-pods.ts");

  withExamples(withOutput(staticPods.command("list")), ["steadyplane static-pods list"])
    .description("every file in the kubelet's directory and what it makes of each")
    .action(async (options: { output: OutputFormat }) => (await look()).list(context, options));

  withExamples(withOutput(staticPods.command("show <name>")), ["steadyplane static-pods show my-pod"])
    .description("one Pod: file, identity, containers, mirror Pod")
    .action(async (name: string, options: { output: OutputFormat }) => (await look()).show(context, name, options));

  const examples = ["steadyplane static-pods lint", "steadyplane static-pods lint manifests/ -o json"];
  withExamples(withOutput(staticPods.command("lint [path]")), examples)
    .description("what a kubelet would reject or pass over in a file or a directory; exit 1 where it would not run one")
    .option("--node-name <name>", "name of the Node that shall run it; it becomes part of the Pod's")
    .action(async (path: string | undefined, options: LintOptions) =>
      setStatus(await (await look()).lint(context, path, options)),
    );

  withExamples(withOutput(staticPods.command("add <file>")), ["steadyplane static-pods add my-pod.yaml"])
    .description("add a Pod at one stroke and wait until it is ready; otherwise take it away again")
    .option("--timeout <duration>", "how long to wait", "2m")
    .option("--keep", "leave the file though its Pod does not get ready")
    .action(async (file: string, options: AddOptions) => (await change()).add(context, file, options));

  withExamples(withOutput(staticPods.command("remove <name>")), ["steadyplane static-pods remove my-pod"])
    .description("remove a Pod's file and wait until nothing of it runs; never one of the control plane")
    .option("--timeout <duration>", "how long to wait", "2m")
    .action(async (name: string, options: RemoveOptions) => (await change()).remove(context, name, options));
}
