const HEADER = /^([IWEF])(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{3})\d*\s+\d+ \S+\] /u;

/** A line as the Kubernetes components print it. */
export interface KlogLine {
  readonly level: "I" | "W" | "E" | "F";
  /** Milliseconds since 1970. klog prints no year: it is the one that puts the line nearest before `now`. */
  readonly at: number;
  readonly text: string;
}

/** Undefined where the line has no klog header. Times are local, as klog prints them. */
export function parseKlog(line: string, now: number): KlogLine | undefined {
  const match = HEADER.exec(line);
  if (match === null) {
    return undefined;
  }
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = match.slice(2, 8).map(Number);
  const year = new Date(now).getFullYear();
  const inYear = (candidate: number) => new Date(candidate, month - 1, day, hour, minute, second, ms).getTime();
  const DAY = 86_400_000;
  const at = inYear(year) > now + DAY ? inYear(year - 1) : inYear(year);
  return { level: match[1] as KlogLine["level"], at, text: line.slice(match[0].length) };
}

/** The lines printed at `since` or later; a line without header goes with the one before it. */
export function klogSince(lines: readonly string[], since: number, now: number): readonly string[] {
  let isRecent = false;
  return lines.filter((line) => {
    const parsed = parseKlog(line, now);
    isRecent = parsed === undefined ? isRecent : parsed.at >= since;
    return isRecent;
  });
}

/** The value of `key="…"` in structured logging, unquoted. */
export function klogField(line: string, key: string): string | undefined {
  const match = new RegExp(`(?:^| )${key}=("(?:[^"\\\\]|\\\\.)*"|\\S+)`, "u").exec(line);
  return match?.[1] === undefined ? undefined : unquote(match[1]);
}

function unquote(text: string): string {
  if (!text.startsWith('"')) {
    return text;
  }
  return text
    .slice(1, -1)
    .replace(/\\(["\\nt])/gu, (_, character: string) => ({ n: "\n", t: "\t" })[character] ?? character);
}
