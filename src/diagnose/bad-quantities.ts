import { parse } from "yaml";

// Fields of KubeletConfiguration that are maps of quantities.
const FIELDS = ["evictionHard", "evictionSoft", "evictionMinimumReclaim", "systemReserved", "kubeReserved"];
const QUANTITY = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:%|[eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/u;

/**
 * Entries of a KubeletConfiguration that hold no quantity although they should, as `field.key: value`. The kubelet
 * ends over one with a message that names none.
 */
export function badQuantities(text: string): readonly string[] {
  const configuration = parseMap(text);
  return FIELDS.flatMap((field) =>
    Object.entries(toMap(configuration[field]))
      .filter(([, value]) => !QUANTITY.test(String(value)))
      .map(([key, value]) => `${field}.${key}: ${String(value)}`),
  );
}

function parseMap(text: string): Readonly<Record<string, unknown>> {
  try {
    return toMap(parse(text));
  } catch {
    return {};
  }
}

function toMap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
