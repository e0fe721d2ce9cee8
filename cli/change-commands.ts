import { type Command, Option } from "commander";
import type { ApplyOptions } from "./commands/apply.ts";
import type { PlanOptions } from "./commands/plan.ts";
import type { TimelineOptions } from "./commands/timeline.ts";
import type { CommandContext } from "./context.ts";
import { withChangeOptions, withHow } from "./options/change-options.ts";
import { withExamples } from "./options/examples.ts";
import { withOutput, withYes } from "./options/init-options.ts";
import type { SetStatus } from "./set-status.ts";

/** The commands that change a node that exists, and that tell how it was changed. */
export function addChangeCommands(program: Command, context: CommandContext, setStatus: SetStatus): void {
  addPlan(program, context, setStatus);
  addApply(program, context);
  addEdit(program, context);
  addRollback(program, context);
  addHistory(program, context);
  addTimeline(program, context);
  addGuard(program, context);
}

function addPlan(program: Command, context: CommandContext, setStatus: SetStatus): void {
  const plan = withChangeOptions(withOutput(program.command("plan")))
    .description("show what apply would change on this node, how, and what anybody would notice")
    .option("--out <plan>", "save the plan, to be reviewed and applied later")
    .option("--exit-code", "exit with 6 where something would change");
  withExamples(plan, ["steadyplane plan", "steadyplane plan --config cluster.yaml --out change.plan"]).action(
    async (options: PlanOptions) => setStatus(await (await import("./commands/plan.ts")).plan(context, options)),
  );
}

function addApply(program: Command, context: CommandContext): void {
  const apply = withChangeOptions(withYes(withOutput(program.command("apply"))))
    .argument("[plan]", "a plan that was saved by plan --out")
    .description(
      "change this node to what its configuration says: proven before it counts, undone by itself when wrong",
    )
    .option("--resume", "only finish, or undo, a change that was interrupted")
    .option("--abort", "only undo a change that was interrupted")
    .option("--discard-journal", "put a journal aside that cannot be relied on");
  withExamples(apply, [
    "steadyplane apply",
    "steadyplane apply --config cluster.yaml --yes",
    "steadyplane apply --abort",
  ]).action(async (file: string | undefined, options: ApplyOptions) =>
    (await import("./commands/apply.ts")).apply(context, file, options),
  );
}

function addEdit(program: Command, context: CommandContext): void {
  const edit = withHow(program.command("edit")).description(
    "open the configuration in your editor, then apply what it says after a question",
  );
  withExamples(edit, ["steadyplane edit", "EDITOR=nano steadyplane edit"]).action(
    async (options: Pick<ApplyOptions, "strategy">) => (await import("./commands/edit.ts")).edit(context, options),
  );
}

function addRollback(program: Command, context: CommandContext): void {
  const rollback = withHow(withYes(withOutput(program.command("rollback"))))
    .argument("[revision]", "its number, as history shows it; without it, the one before the latest")
    .description("change this node to the configuration of an earlier revision");
  withExamples(rollback, ["steadyplane rollback", "steadyplane rollback 3 --yes"]).action(
    async (number: string | undefined, options: ApplyOptions) =>
      (await import("./commands/rollback.ts")).rollback(context, number, options),
  );
}

function addHistory(program: Command, context: CommandContext): void {
  const history = withOutput(program.command("history"));
  withExamples(history, ["steadyplane history", "steadyplane history show 2"])
    .description("what this node was changed to, when and by which command")
    .action(async (options: { output: "text" | "json" }) =>
      (await import("./commands/history.ts")).history(context, options),
    );
  withExamples(withOutput(history.command("show <number>")), ["steadyplane history show 2 -o json"])
    .description("one revision: configuration, manifests and fingerprints")
    .action(async (number: string, options: { output: "text" | "json" }) =>
      (await import("./commands/history.ts")).show(context, number, options),
    );
}

function addTimeline(program: Command, context: CommandContext): void {
  const timeline = program
    .command("timeline")
    .argument("[revision]", "its number, as history shows it; without it, the last run, whatever became of it")
    .description("how an init or a change went: what was started, what waited for what, and where clients were sent")
    .option("--last", "the last run; the default")
    .addOption(
      new Option("-o, --output <format>", "text on a terminal, svg elsewhere, unless said").choices([
        "text",
        "svg",
        "html",
        "json",
      ]),
    )
    .option("--out <file>", "write it there; the format follows from .svg, .html, .json or .txt");
  withExamples(timeline, [
    "steadyplane timeline",
    "steadyplane timeline 2 --out change.html",
    "steadyplane timeline -o json",
  ]).action(async (revision: string | undefined, options: TimelineOptions) =>
    (await import("./commands/timeline.ts")).timeline(context, revision, options),
  );
}

function addGuard(program: Command, context: CommandContext): void {
  program
    .command("guard <table>", { hidden: true })
    .description("end a translation whose owner is gone; started by apply")
    .action(async (table: string) => (await import("./commands/guard.ts")).guard(context, table));
}
