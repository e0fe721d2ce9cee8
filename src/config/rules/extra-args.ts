import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import { extrasOfPods } from "./components.ts";
import type { Report } from "./rule.ts";

const FLAG_NAME = /^[a-zA-Z0-9](?:[a-zA-Z0-9_.-]{0,126}[a-zA-Z0-9])?$/u;

/** Names of flags as on the command line, without the dashes in front. */
export function argumentsHaveNames({ cluster, init }: EffectiveConfig, report: Report): void {
  const kubelet = {
    document: "InitConfiguration",
    path: ["nodeRegistration", "kubeletExtraArgs"],
    extras: init.nodeRegistration.kubeletExtraArgs,
  } as const;
  for (const { document, path, extras } of [...extrasOfPods(cluster, "extraArgs"), kubelet]) {
    for (const [index, { name }] of extras.entries()) {
      if (!FLAG_NAME.test(name)) {
        report(document, [...path, index, "name"], message(name), howToWrite(name));
      }
    }
  }
}

function message(name: string): string {
  return name === "" ? "an argument needs a name" : `${quote(name)} is not the name of a flag`;
}

function howToWrite(name: string): string {
  const [bare = ""] = name.replace(/^-+/u, "").split("=");
  if (name.includes("=") && FLAG_NAME.test(bare)) {
    return `write name: ${bare}, and what follows the equals sign as value`;
  }
  return bare !== name && FLAG_NAME.test(bare)
    ? `write it without dashes: ${bare}`
    : "write it as in the program's --help";
}
