import { createHash } from "node:crypto";

const VERSION = 1;

/** `body` as JSON that shows whether a single byte of it was lost or changed. `format` says what it is. */
export function seal(format: string, body: object): string {
  const sha256 = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  return `${JSON.stringify({ format, version: VERSION, sha256, body }, undefined, 2)}\n`;
}

/** What {@link seal} was given, or what is wrong with `text`, as the end of a sentence. */
export function unseal(
  format: string,
  text: string,
): { readonly kind: "sound"; readonly body: unknown } | { readonly kind: "corrupt"; readonly problem: string } {
  const written = parse(text);
  if (written === undefined) {
    return corrupt(text.trim() === "" ? "it is empty" : "it is not whole, or not JSON");
  }
  if (written.format !== format) {
    return corrupt(`it is not of the format ${format}`);
  }
  if (written.version !== VERSION) {
    return corrupt(`it is of version ${String(written.version)}, which this program does not know`);
  }
  // The text and not only the digest, so that nothing beside the body can differ either.
  return isObject(written.body) && seal(format, written.body) === text
    ? { kind: "sound", body: written.body }
    : corrupt("its checksum does not match");
}

function corrupt(problem: string): { readonly kind: "corrupt"; readonly problem: string } {
  return { kind: "corrupt", problem };
}

function parse(text: string): Readonly<Partial<Record<"format" | "version" | "body", unknown>>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
