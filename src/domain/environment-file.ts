const ASSIGNMENT = /^\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?<value>.*?)\s*$/u;

/** The variables of a file like kubeadm-flags.env: `NAME=value`, quoted or not. Comments and other lines are passed over. */
export function parseEnvironmentFile(text: string): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const { name, value } = ASSIGNMENT.exec(line)?.groups ?? {};
    if (name !== undefined && value !== undefined) {
      variables[name] = unquoted(value);
    }
  }
  return variables;
}

function unquoted(value: string): string {
  if (value.length >= 2 && value.startsWith('"') && value.endsWith('"')) {
    return value.slice(1, -1).replace(/\\(["\\$`])/gu, "$1");
  }
  return value.length >= 2 && value.startsWith("'") && value.endsWith("'") ? value.slice(1, -1) : value;
}
