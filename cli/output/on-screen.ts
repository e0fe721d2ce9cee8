const HOME = "\u001B[H";
const CLEAR_LINE_END = "\u001B[K";
const CLEAR_BELOW = "\u001B[J";

/** `text` in place of what a terminal shows, without the flicker of an empty screen in between. */
export function onScreen(text: string): string {
  return `${HOME}${text.replaceAll("\n", `${CLEAR_LINE_END}\n`)}${CLEAR_LINE_END}${CLEAR_BELOW}`;
}
