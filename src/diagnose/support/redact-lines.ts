import { redact } from "../redact.ts";
import { isHarmless, isSecretName } from "./secret-names.ts";

/** `name=value`, `name: "value"` and the like; every quantifier that can meet itself is bounded. */
const ASSIGNMENT =
  /(?<name>-{0,2}\b[A-Za-z][\w.-]{0,100})(?<between>\\?["']?[ \t]{0,3}[=:][ \t]{0,3})(?<value>\\?"(?:[^"\\\n]|\\[^"\n])*\\?"|'[^'\n]*'|[^\s"',;&]+)/gu;
const FLAG = /(?<name>--[A-Za-z][\w-]{0,100})(?<between> )(?<value>[^\s"'-][^\s"']*)/gu;

/** Lines of a log, or of any text, without what is assigned to a name of a secret. */
export function redactLines(text: string): string {
  return redact(text.replace(ASSIGNMENT, hidden).replace(FLAG, hidden));
}

function hidden(all: string, name: string, between: string, value: string): string {
  const bare = value.replace(/^\\?["']|\\?["']$/gu, "");
  return isSecretName(name) && !isHarmless(bare) ? `${name}${between}<secret>` : all;
}
