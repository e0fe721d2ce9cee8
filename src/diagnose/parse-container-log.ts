const LINE = /^\d{4}-\d\d-\d\dT\S+ (?:stdout|stderr) ([FP])(?::\S+)? (.*)$/u;

/**
 * What a container printed, from a log in CRI's format (`TIME stream F text`). Lines that the runtime split are
 * joined; a first line that was cut by reading only the end is left out.
 */
export function parseContainerLog(text: string): readonly string[] {
  const lines: string[] = [];
  let begun = "";
  for (const line of text.split("\n")) {
    const match = LINE.exec(line);
    if (match === null) {
      continue;
    }
    begun += match[2] ?? "";
    if (match[1] === "F") {
      lines.push(begun);
      begun = "";
    }
  }
  return begun === "" ? lines : [...lines, begun];
}
