/** Lines of which the first has a label before it, in a column of four. */
export function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${index === 0 ? label.padEnd(4) : "    "} ${line}`);
}

/** Steps with their numbers; a single one has none. */
export function numbered(steps: readonly string[]): readonly string[] {
  return steps.length === 1 ? steps : steps.map((step, index) => `${index + 1}. ${step}`);
}
