export interface HealthChecks {
  readonly total: number;
  /** Names of those that fail, in the server's order. */
  readonly failing: readonly string[];
}

const CHECK = /^\[([+-])\](\S+)/u;

/** The checks that `/readyz?verbose` and its likes list. */
export function parseHealthChecks(body: string): HealthChecks {
  const checks = body.split("\n").flatMap((line) => {
    const match = CHECK.exec(line);
    return match === null ? [] : [{ name: match[2] ?? "", isPassing: match[1] === "+" }];
  });
  return { total: checks.length, failing: checks.filter(({ isPassing }) => !isPassing).map(({ name }) => name) };
}
