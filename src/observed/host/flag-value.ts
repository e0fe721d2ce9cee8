/** The value of a flag, `--name=value` or `--name value`; of several the last, as pflag takes it. */
export function flagValue(args: readonly string[], name: string): string | undefined {
  return args.reduce<string | undefined>((found, arg, index) => {
    const [flag = "", ...rest] = arg.split("=");
    // The kubelet takes underscores for dashes.
    if (!flag.startsWith("--") || flag.slice(2).replaceAll("_", "-") !== name) {
      return found;
    }
    return arg.includes("=") ? rest.join("=") : (args[index + 1] ?? found);
  }, undefined);
}
