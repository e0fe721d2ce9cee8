/** Every value of `--name=value` in `command` given to `change`. */
export function mapFlag(
  command: readonly string[],
  name: string,
  change: (value: string) => string,
): readonly string[] {
  return command.map((argument) =>
    isFlag(argument, name) ? `--${name}=${change(argument.slice(argument.indexOf("=") + 1))}` : argument,
  );
}

/** `command` with `value` for the flag `name`, wherever that stands in it, else at its end. */
export function setFlag(command: readonly string[], name: string, value: string): readonly string[] {
  return command.some((argument) => isFlag(argument, name))
    ? mapFlag(command, name, () => value)
    : [...command, `--${name}=${value}`];
}

/**
 * The value of the flag `name` that counts, which is the last one; as `--name=value`, or `--name value` where a manifest
 * was written by hand. A bare flag is "true".
 */
export function flagValue(command: readonly string[], name: string): string | undefined {
  const index = command.findLastIndex((argument) => isFlag(argument, name) || isFlag(`${argument}=`, name));
  const argument = command[index];
  if (argument === undefined || argument.includes("=")) {
    return argument?.slice(argument.indexOf("=") + 1);
  }
  const next = command[index + 1];
  return next === undefined || next.startsWith("-") ? "true" : next;
}

// Kubernetes' own programs take --secure_port as well (component-base, cli/flag, WordSepNormalizeFunc).
function isFlag(argument: string, name: string): boolean {
  const end = argument.indexOf("=");
  return argument.startsWith("--") && end > 0 && argument.slice(2, end).replaceAll("_", "-") === name;
}
