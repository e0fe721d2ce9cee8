import { type Command, Option } from "commander";
import type { DoctorOptions } from "./commands/doctor.ts";
import type { LogsOptions } from "./commands/logs.ts";
import type { BundleOptions } from "./commands/support-bundle.ts";
import type { CommandContext } from "./context.ts";
import { withExamples } from "./options/examples.ts";
import { withOutput, withYes } from "./options/init-options.ts";
import type { SetStatus } from "./set-status.ts";

/** The commands that say why a Pod of this node, or the host itself, is as it is, without the API. */
export function addExplainCommands(program: Command, context: CommandContext, setStatus: SetStatus): void {
  const explain = withOutput(program.command("explain <name>")).description(
    "why a component or static Pod is as it is, from its manifest to readiness, API up or down",
  );
  withExamples(explain, ["steadyplane explain kube-apiserver", "steadyplane explain my-pod -o json"]).action(
    async (name: string, options: { output: "text" | "json" }) =>
      setStatus(await (await import("./commands/explain.ts")).explain(context, name, options)),
  );

  const doctor = program
    .command("doctor")
    .description("look this host over, bare or a node, broken or healthy: what is not in order, and what to do")
    .addOption(new Option("-o, --output <format>", "how to print").choices(["text", "json", "yaml"]).default("text"))
    .option("--config <file>", "measure by this configuration; without it, by the one that was last applied")
    .option("-a, --all", "show on what grounds checks pass");
  withExamples(doctor, ["steadyplane doctor", "steadyplane doctor --all", "steadyplane doctor -o json"]).action(
    async (options: DoctorOptions) => setStatus(await (await import("./commands/doctor.ts")).doctor(context, options)),
  );

  const logs = withOutput(program.command("logs <name>"))
    .description("what a component or static Pod has printed, API up or down")
    .option("-f, --follow", "go on until interrupted, over rotation and restarts")
    .option("--previous", "of the instance before")
    .option("--tail <lines>", "only the last lines")
    .option("--timestamps", "with the time and the stream of each line")
    .option("-c, --container <name>", "which container, where the Pod has several");
  withExamples(logs, ["steadyplane logs kube-apiserver --tail 50", "steadyplane logs etcd --previous"]).action(
    async (name: string, options: LogsOptions) => (await import("./commands/logs.ts")).logs(context, name, options),
  );

  const bundle = withOutput(withYes(program.command("support-bundle")))
    .description("everything that somebody else needs to help, without secrets, in one archive")
    .option("--out <file>", "archive that is made; must be absent");
  withExamples(bundle, ["steadyplane support-bundle", "steadyplane support-bundle --out help.tar.gz --yes"]).action(
    async (options: BundleOptions) => (await import("./commands/support-bundle.ts")).supportBundle(context, options),
  );
}
