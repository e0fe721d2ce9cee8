/** Words of a line as systemd and the shell split them: white space separates, quotes join, a backslash escapes. */
export function splitWords(line: string): readonly string[] {
  const word = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/gu;
  return [...line.matchAll(word)].map(([found]) => found.replace(PIECE, unquote));
}

const PIECE = /"(?<double>(?:\\.|[^"\\])*)"|'(?<single>[^']*)'|\\(?<escaped>.)/gu;

function unquote(_piece: string, double?: string, single?: string, escaped?: string): string {
  return double?.replace(/\\(.)/gu, "$1") ?? single ?? escaped ?? "";
}
