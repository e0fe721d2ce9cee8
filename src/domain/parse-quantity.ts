const QUANTITY =
  /^(?<number>[+-]?(?:\d+\.?\d*|\.\d+))(?:[eE](?<exponent>[+-]?\d+)|(?<suffix>[numkMGTPE]|[KMGTPE]i))?$/u;
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** The number that a Kubernetes quantity such as `250m`, `100Mi` or `1.5e3` stands for; undefined where it is none. */
export function parseQuantity(text: string): number | undefined {
  const { number, exponent = "", suffix = "" } = QUANTITY.exec(text)?.groups ?? {};
  if (number === undefined) {
    return undefined;
  }
  // As text, so that 250m is exactly what is nearest to 0.25.
  return suffix.endsWith("i")
    ? Number(number) * 1024 ** BINARY.indexOf(suffix)
    : Number(`${number}e${exponent || 3 * (DECIMAL.indexOf(suffix) - DECIMAL.indexOf(""))}`);
}
