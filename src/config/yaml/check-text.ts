import type { ConfigProblem } from "../../domain/config-problem.ts";
import { MAX_BYTES, originAt, type SourceText } from "./source-text.ts";

const MAX_LINES = 20_000;

/** Why the text cannot be read as YAML at all, before it is parsed; undefined where it can. */
export function checkText(source: SourceText): ConfigProblem | undefined {
  const { text } = source;
  if (text.startsWith("\uFEFF")) {
    return problemAt(source, 0, "the file starts with a byte order mark", "save it as UTF-8 without one");
  }
  if (text.length > MAX_BYTES || new TextEncoder().encode(text).length > MAX_BYTES) {
    return problemAt(source, 0, "the file is larger than 1 MiB", "keep only the configuration documents in it");
  }
  if (source.lineStarts.length > MAX_LINES) {
    return problemAt(
      source,
      0,
      `the file has more than ${MAX_LINES} lines`,
      "keep only the configuration documents in it",
    );
  }
  const nul = text.indexOf("\0");
  if (nul !== -1) {
    return problemAt(source, nul, "the file holds a NUL character", "save it as UTF-8; UTF-16 is not read");
  }
  const control = text.search(/[^\P{Cc}\t\n\r\u0080-\u009f]/u);
  if (control !== -1) {
    return problemAt(source, control, "the file holds a control character", "remove it, or escape it in double quotes");
  }
  const unreadable = text.search(/\uFFFD|\p{Cs}/u);
  if (unreadable !== -1) {
    return problemAt(source, unreadable, "the file is not valid UTF-8 here", "save it as UTF-8");
  }
  return undefined;
}

function problemAt(source: SourceText, offset: number, message: string, suggestion: string): ConfigProblem {
  return { origin: originAt(source, offset), document: undefined, path: "", message, suggestion };
}
