const SECTION = /^\s*\[(?<name>[^\]]+)\]\s*$/u;
const ASSIGNMENT = /^\s*(?<key>[A-Za-z0-9_]+)\s*=\s*(?<value>.+?)\s*$/u;

/**
 * What `containerd config dump` prints, flattened: `section.key` → value, quotes of strings and of sections taken off.
 * It reads that one regular layout, not TOML at large.
 */
export function parseDumpedToml(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let section = "";
  for (const line of text.split("\n")) {
    const name = SECTION.exec(line)?.groups?.["name"];
    if (name !== undefined) {
      section = `${name.replaceAll(/["']/gu, "")}.`;
      continue;
    }
    const { key, value } = ASSIGNMENT.exec(line)?.groups ?? {};
    if (key !== undefined && value !== undefined) {
      values.set(section + key, value.replace(/^(?<quote>["'])(?<inside>.*)\k<quote>$/u, "$<inside>"));
    }
  }
  return values;
}
