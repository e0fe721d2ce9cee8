import { Command, type CommanderError, Option } from "commander";
import { INIT_PHASES, type Phase } from "../src/desired/phases.ts";
import { addChangeCommands } from "./change-commands.ts";
import type { StatusOptions } from "./commands/status.ts";
import type { CommandContext } from "./context.ts";
import { addExplainCommands } from "./explain-commands.ts";
import { withExamples } from "./options/examples.ts";
import { type InitOptions, withInitOptions, withOutput, withYes } from "./options/init-options.ts";
import type { SetStatus } from "./set-status.ts";
import { addStaticPodCommands } from "./static-pod-commands.ts";
import { VERSION } from "./version.ts";

/** The whole command line. Each command's work is imported when it runs, so that no command pays for another. */
export function buildProgram(context: CommandContext, setStatus: SetStatus): Command {
  const program = new Command("steadyplane")
    .description("A Kubernetes control plane that stays up while you change it.")
    .version(VERSION)
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.say(text.trimEnd()),
    })
    .exitOverride(rethrow)
    // Options belong to the command whose name they stand behind, also where one above it has the same.
    .enablePositionalOptions()
    .showSuggestionAfterError();
  addUp(program, context);
  addInit(program, context);
  addChangeCommands(program, context, setStatus);
  addRender(program, context);
  addStatus(program, context, setStatus);
  addExplainCommands(program, context, setStatus);
  addStaticPodCommands(program, context, setStatus);
  addReset(program, context);
  addConfig(program, context);
  addToken(program, context);
  addImages(program, context);
  addService(program, context, setStatus);
  program
    .command("version")
    .description("print the versions of this program and of what it installs by default")
    .action(async () => (await import("./commands/version.ts")).version(context));
  return program;
}

function rethrow(error: CommanderError): never {
  throw error;
}

function addUp(program: Command, context: CommandContext): void {
  const up = program
    .command("up")
    .description("take this machine from nothing to a healthy control plane")
    .option("--source <source>", "where binaries and images come from: auto or modules", "auto");
  withExamples(withInitOptions(up), ["steadyplane up", "steadyplane up --config cluster.yaml --yes"]).action(
    async (options: InitOptions & { source: string }) => (await import("./commands/up.ts")).up(context, options),
  );
}

function addInit(program: Command, context: CommandContext): void {
  const init = program.command("init").description("make this host the first control-plane node of a cluster");
  withExamples(withInitOptions(init), [
    "steadyplane init",
    "steadyplane init --config cluster.yaml",
    "steadyplane init --pod-network-cidr 10.244.0.0/16 --dry-run",
    "steadyplane init phase certs apiserver",
  ]).action(async (options: InitOptions) => (await import("./commands/init.ts")).init(context, options));
  const phase = init.command("phase").description("run one phase of init");
  // Sixty commands with twenty flags each, which no other command line needs.
  if (context.isPhaseAsked) {
    addPhases(phase, INIT_PHASES, "", context);
  }
}

function addPhases(parent: Command, phases: readonly Phase[], prefix: string, context: CommandContext): void {
  for (const { name, summary, phases: below } of phases) {
    const path = `${prefix}${name}`;
    const command = parent.command(name).description(summary);
    if (below.length === 0) {
      runsPhase(command, path, context);
    } else {
      runsPhase(command.command("all").description(summary), path, context);
      addPhases(command, below, `${path}/`, context);
    }
  }
}

function runsPhase(command: Command, path: string, context: CommandContext): void {
  const words = path.replaceAll("/", " ");
  withExamples(withInitOptions(command), [`steadyplane init phase ${words} --config cluster.yaml`]).action(
    async (options: InitOptions) => (await import("./commands/init-phase.ts")).initPhase(context, path, options),
  );
}

function addRender(program: Command, context: CommandContext): void {
  const render = program
    .command("render")
    .description("write the files of a control-plane node below a directory, and touch nothing else")
    .requiredOption("--out <dir>", "directory that is made; must be empty or absent");
  withExamples(withInitOptions(render), ["steadyplane render --config cluster.yaml --out tree"]).action(
    async (options: InitOptions & { out: string }) => (await import("./commands/render.ts")).render(context, options),
  );
}

function addStatus(program: Command, context: CommandContext, setStatus: SetStatus): void {
  const status = program
    .command("status")
    .description("how this node's control plane is, API up or down")
    .addOption(new Option("-o, --output <format>", "how to print").choices(["text", "json", "yaml"]).default("text"))
    .option("-w, --watch", "look again every 2 s, until interrupted");
  withExamples(status, ["steadyplane status", "steadyplane status --watch", "steadyplane status -o json"]).action(
    async (options: StatusOptions) => setStatus(await (await import("./commands/status.ts")).status(context, options)),
  );
}

function addReset(program: Command, context: CommandContext): void {
  const reset = withOutput(withYes(program.command("reset").description("take this node back to a bare host")));
  withExamples(reset, ["steadyplane reset", "steadyplane reset --yes"])
    .option("--cri-socket <path>", "socket of the container runtime")
    .action(async (options: { yes?: boolean; output: "text" | "json"; criSocket?: string }) =>
      (await import("./commands/reset.ts")).reset(context, options),
    );
}

function addConfig(program: Command, context: CommandContext): void {
  const config = program.command("config").description("read and check a configuration");
  withExamples(config.command("print"), ["steadyplane config print --config cluster.yaml"])
    .description("print a configuration with every default written out")
    .option("--config <file>", "configuration; without it, the defaults")
    .action(async (options: { config?: string }) => (await import("./commands/config.ts")).print(context, options));
  withExamples(config.command("validate"), ["steadyplane config validate --config cluster.yaml"])
    .description("find every mistake in a configuration")
    .requiredOption("--config <file>", "configuration")
    .action(async (options: { config: string }) => (await import("./commands/config.ts")).validate(context, options));
}

function addToken(program: Command, context: CommandContext): void {
  const token = program.command("token").description("bootstrap tokens, with which nodes join");
  const kubeconfig = "--kubeconfig <file>";
  withExamples(token.command("create [token]"), ["steadyplane token create --print-join-command"])
    .description("create a token in the cluster")
    .option(kubeconfig, "administrator's kubeconfig", "/etc/kubernetes/admin.conf")
    .option("--ttl <duration>", "how long it lives; 0 is for ever", "24h0m0s")
    .option("--description <text>", "what it is for", "")
    .option("--usages <usages>", "signing, authentication", "signing,authentication")
    .option("--groups <groups>", "groups of whoever shows it", "system:bootstrappers:kubeadm:default-node-token")
    .option("--print-join-command", "print the whole join line")
    .option("-y, --yes", "do not ask")
    .action(async (value: string | undefined, options) =>
      (await import("./commands/token.ts")).create(context, value, options),
    );
  withExamples(withOutput(token.command("list")), ["steadyplane token list"])
    .description("list the tokens of the cluster")
    .option(kubeconfig, "administrator's kubeconfig", "/etc/kubernetes/admin.conf")
    .action(async (options) => (await import("./commands/token.ts")).list(context, options));
  withExamples(token.command("delete <id...>"), ["steadyplane token delete abcdef"])
    .description("delete tokens, by id or in full")
    .option(kubeconfig, "administrator's kubeconfig", "/etc/kubernetes/admin.conf")
    .option("-y, --yes", "do not ask")
    .action(async (ids: readonly string[], options) =>
      (await import("./commands/token.ts")).remove(context, ids, options),
    );
  withExamples(token.command("generate"), ["steadyplane token generate"])
    .description("print a random token; nothing is created")
    .action(async () => (await import("./commands/token.ts")).generate(context));
}

function addImages(program: Command, context: CommandContext): void {
  const images = program.command("images").description("the images of a control plane");
  withExamples(withInitOptions(images.command("list")), ["steadyplane images list --kubernetes-version v1.37.2"])
    .description("list the images that a configuration needs")
    .action(async (options: InitOptions) => (await import("./commands/images.ts")).list(context, options));
}

function addService(program: Command, context: CommandContext, setStatus: SetStatus): void {
  const service = program
    .command("service")
    .description("kubelet and container runtime, where no systemd keeps them alive");
  const act = async (
    verb: "status" | "start" | "stop" | "restart" | "logs",
    name: string,
    options: { lines?: string },
  ): Promise<void> => setStatus(await (await import("./commands/service.ts")).service(context, verb, name, options));
  for (const verb of ["status", "start", "stop", "restart"] as const) {
    withExamples(service.command(`${verb} <name>`), [`steadyplane service ${verb} kubelet`])
      .description(`${verb} kubelet or containerd`)
      .option("-y, --yes", "do not ask")
      .action(async (name: string) => act(verb, name, {}));
  }
  withExamples(service.command("logs <name>"), ["steadyplane service logs kubelet -n 100"])
    .description("the last lines it printed")
    .option("-n, --lines <count>", "how many", "50")
    .action(async (name: string, options: { lines: string }) => act("logs", name, options));
}
