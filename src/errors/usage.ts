import { ToolError } from "./tool-error.ts";

/** A name that is no service of a node. */
export function notAService(name: string, services: readonly string[]): ToolError {
  return new ToolError("NotAService", "usage", {
    what: `There is no service ${JSON.stringify(name)}.`,
    why: "Nothing was changed.",
    fix: [`Name one of ${services.join(", ")}.`],
  });
}

/** A command that changes the host was started by somebody who cannot. */
export function notRoot(command: string): ToolError {
  return new ToolError("NotRoot", "preflight", {
    what: `steadyplane ${command} must run as root.`,
    why: "It writes below /etc and /var/lib and starts services. Nothing was changed.",
    fix: [`sudo steadyplane ${command}`],
  });
}

/** A question that nobody can answer. */
export function needsYes(command: string): ToolError {
  return new ToolError("NeedsYes", "usage", {
    what: `steadyplane ${command} asks before it goes on, and there is no terminal to ask on.`,
    why: "Nothing was changed.",
    fix: [`steadyplane ${command} --yes`],
  });
}

/** A command that has no sense without somebody at a terminal. */
export function needsTerminal(command: string, instead: string): ToolError {
  return new ToolError("NeedsTerminal", "usage", {
    what: `steadyplane ${command} needs a terminal, and there is none.`,
    why: "Nothing was changed.",
    fix: [instead],
  });
}

/** An editor could not be run, or said that it failed. */
export function noEditor(editor: string, reason: string): ToolError {
  return new ToolError("NoEditor", "usage", {
    what: `The editor ${JSON.stringify(editor)} failed: ${reason}.`,
    why: "What it was to change is as it was. Nothing was changed.",
    fix: ["Set VISUAL or EDITOR to the editor that you use, and run the same command again."],
  });
}

/** Somebody else applied another configuration while this one was edited. */
export function configurationMoved(file: string): ToolError {
  return new ToolError("ConfigurationMoved", "failed", {
    what: `${file} was changed by another run while it was edited.`,
    why: "The edit was made to what is no longer there, and would undo that change. Nothing was changed.",
    fix: ["steadyplane history", "Run the same command again and edit what is there now."],
  });
}

/** A question was answered with no. */
export function declined(): ToolError {
  return new ToolError("Declined", "declined", {
    what: "Stopped, as you asked.",
    why: "Nothing was changed.",
    fix: ["Run the same command again when you want it."],
  });
}

/** A flag or argument whose value cannot be used. */
export function badArgument(argument: string, problem: string, example: string): ToolError {
  return new ToolError("BadArgument", "usage", {
    what: `${argument} ${problem}.`,
    why: "Nothing was changed.",
    fix: [`Give it like this: ${example}`],
  });
}

/** A phase name that is not in the list. */
export function noSuchPhase(name: string, known: readonly string[]): ToolError {
  return new ToolError(
    "NoSuchPhase",
    "usage",
    {
      what: `There is no phase ${JSON.stringify(name)}.`,
      why: "Nothing was changed.",
      fix: ["Name phases as steadyplane init phase --help lists them, for example certs/apiserver."],
    },
    { evidence: known.map((path) => path) },
  );
}

/** `render` would write into a directory that holds something. */
export function outNotEmpty(path: string, reason: string): ToolError {
  return new ToolError("OutNotEmpty", "usage", {
    what: `${path} cannot take the rendered tree: ${reason}.`,
    why: "Two trees would mix, and files of the first could pass for the second's. Nothing was written.",
    fix: [`ls -la ${path}`, "Name a directory that is empty or absent."],
  });
}

/** The API server did not answer, or did not allow it. */
export function clusterUnreachable(server: string, reason: string, isRefusal: boolean, cause: unknown): ToolError {
  return new ToolError(
    "ClusterUnreachable",
    "failed",
    {
      what: isRefusal
        ? `The API server at ${server} refused: ${reason}`
        : `The API server at ${server} does not answer: ${reason}`,
      why: "Tokens live in the cluster. Nothing was changed.",
      fix: ["steadyplane status"],
    },
    { cause },
  );
}

/** A kubeconfig that cannot be used. */
export function kubeconfigUnusable(path: string, reason: string): ToolError {
  return new ToolError("KubeconfigUnusable", "usage", {
    what: `The kubeconfig ${path} cannot be used: ${reason}.`,
    why: "Without it the API server does not know who asks. Nothing was changed.",
    fix: [`ls -l ${path}`, "Run this as root on a control-plane node, or name a kubeconfig with --kubeconfig."],
  });
}
