/** `KEY=value` lines of an environment file, quotes taken off; comments and everything else are left out. */
export function parseEnvironmentFile(text: string): ReadonlyMap<string, string> {
  const assignments = text.split("\n").flatMap((line): readonly (readonly [string, string])[] => {
    const { name, value } = ASSIGNMENT.exec(line)?.groups ?? {};
    return name === undefined || value === undefined ? [] : [[name, withoutQuotes(value.trim())]];
  });
  return new Map(assignments);
}

const ASSIGNMENT = /^\s*(?:export\s+)?(?<name>[A-Za-z_]\w*)=(?<value>.*)$/u;

function withoutQuotes(value: string): string {
  return /^(?<quote>["']).*\k<quote>$/su.test(value) ? value.slice(1, -1) : value;
}
