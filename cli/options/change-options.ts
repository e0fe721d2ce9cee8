import { type Command, Option } from "commander";

/** Adds the flags that `plan` and `apply` share: what a node shall become, and how. */
export function withChangeOptions(command: Command): Command {
  return withHow(command.option("--config <file>", "configuration; without it, the one that was last applied"));
}

/** Adds the flags that say how a node is changed. */
export function withHow(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--strategy <strategy>",
        "how components are replaced, instead of what the configuration says",
      ).choices(["handoff", "restart"]),
    )
    .option("--overwrite-drift", "overwrite files that were edited by hand");
}
