/** A line of etcd's JSON log. */
export interface EtcdLogLine {
  readonly level: string;
  readonly msg: string;
  readonly error: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The lines that are JSON; etcd's flag parser prints others. */
export function parseEtcdLog(lines: readonly string[]): readonly EtcdLogLine[] {
  return lines.flatMap((line) => {
    const fields = parseObject(line);
    if (fields === undefined || typeof fields["msg"] !== "string") {
      return [];
    }
    const error = typeof fields["error"] === "string" ? fields["error"] : undefined;
    return [{ level: String(fields["level"]), msg: fields["msg"], error, fields }];
  });
}

/** The real reason of a failed start: etcd logs any of them as "discovery failed", the reason in `error`. */
export function etcdFatalError(lines: readonly string[]): string | undefined {
  const fatal = parseEtcdLog(lines).findLast(({ level }) => level === "fatal" || level === "panic");
  return fatal === undefined ? undefined : (fatal.error ?? fatal.msg);
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith("{")) {
    return undefined;
  }
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
