/** Every value of `--name` in a command, in order; `--name=value` and `--name value` alike, a bare flag is "true". */
export function flagValues(command: readonly string[], name: string): readonly string[] {
  return command.flatMap((argument, index) => {
    if (argument.startsWith(`--${name}=`)) {
      return [argument.slice(name.length + 3)];
    }
    if (argument !== `--${name}`) {
      return [];
    }
    const next = command[index + 1];
    return [next === undefined || next.startsWith("-") ? "true" : next];
  });
}

/** The value that counts: the last one. */
export function flagValue(command: readonly string[], name: string): string | undefined {
  return flagValues(command, name).at(-1);
}
