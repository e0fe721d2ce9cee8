import { styleText } from "node:util";

/** How a text is coloured. What it says does not depend on it. */
export interface Colouring {
  readonly isGood: boolean;
  /** First words of the rows that are not as they should be. */
  readonly badRows: readonly string[];
}

/** `text` with its first line in green or red, and bad rows in red. */
export function coloured(text: string, { isGood, badRows }: Colouring): string {
  return text
    .split("\n")
    .map((line, index) => {
      const colour = index === 0 ? (isGood ? "green" : "red") : isBad(line, badRows) ? "red" : undefined;
      // Whether there is a terminal that wants colours, the caller knows.
      return colour === undefined ? line : styleText(colour, line, { validateStream: false });
    })
    .join("\n");
}

function isBad(line: string, badRows: readonly string[]): boolean {
  return badRows.some((name) => line.startsWith(`${name}  `));
}
