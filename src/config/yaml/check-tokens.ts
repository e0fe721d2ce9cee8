import { CST, Lexer } from "yaml";
import type { ConfigProblem } from "../../domain/config-problem.ts";
import { originAt, type SourceText } from "./source-text.ts";

/** Some five thousand lines. */
const MAX_TOKENS = 20_000;
const MAX_PROBLEMS = 100;
const MAX_FLOW_DEPTH = 64;
/** The column bounds the depth of block collections, as each level is further right than the one around it. */
const MAX_COLUMN_OF_INDICATOR = 256;

const REFUSED: Readonly<Record<string, readonly [message: string, suggestion: string]>> = {
  alias: ["aliases are not read", "write the value out where it is used"],
  anchor: ["anchors are not read", "write the value out where it is used"],
  tag: ["tags are not read", "put a text in quotes instead"],
  "directive-line": ["YAML directives are not read", "remove the line"],
};
const FLOW_DEPTH_CHANGE: Readonly<Record<string, number>> = {
  "flow-map-start": 1,
  "flow-seq-start": 1,
  "flow-map-end": -1,
  "flow-seq-end": -1,
};
const BLOCK_INDICATORS = new Set(["seq-item-ind", "map-value-ind", "explicit-key-ind"]);

/**
 * Looks at the tokens alone, in time that grows with the text and never with what it would expand to: what is refused
 * here by depth or length never reaches the parser. `isParseable` is false then, and where the parser would read the
 * text as another version of YAML.
 */
export function checkTokens(source: SourceText): { readonly isParseable: boolean; readonly problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const refuse = (offset: number, [message, suggestion]: readonly [string, string]): void => {
    problems.push({ origin: originAt(source, offset), document: undefined, path: "", message, suggestion });
  };
  let count = 0;
  let flowDepth = 0;
  let hasDirective = false;
  for (const token of tokensOf(source.text)) {
    count += 1;
    flowDepth = Math.max(0, flowDepth + (FLOW_DEPTH_CHANGE[token.type] ?? 0));
    if (isTooDeep(token, flowDepth)) {
      refuse(token.offset, ["values are nested too deeply", "write fewer levels"]);
      return { isParseable: false, problems };
    }
    if (count > MAX_TOKENS || problems.length >= MAX_PROBLEMS) {
      refuse(token.offset, ["the file holds too much to be a configuration", "keep only the configuration documents"]);
      return { isParseable: false, problems };
    }
    hasDirective ||= token.type === "directive-line";
    const refusal = REFUSED[token.type];
    if (refusal !== undefined) {
      refuse(token.offset, refusal);
    }
  }
  return { isParseable: !hasDirective, problems };
}

function isTooDeep(token: Token, flowDepth: number): boolean {
  const isFarRight = flowDepth === 0 && token.offset - token.lineStart > MAX_COLUMN_OF_INDICATOR;
  return flowDepth > MAX_FLOW_DEPTH || (isFarRight && BLOCK_INDICATORS.has(token.type));
}

interface Token {
  readonly type: string;
  readonly offset: number;
  readonly lineStart: number;
}

/** The lexer marks what follows by single characters that stand for nothing in the text; checkText let none of them in. */
const MARKERS = new Set(["\u0002", "\u0018", "\u001f"]);
const NEXT_IS_SCALAR = "\u001f";

function* tokensOf(text: string): Generator<Token> {
  let offset = 0;
  let lineStart = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKERS.has(token)) {
      isScalar = token === NEXT_IS_SCALAR;
      continue;
    }
    yield { type: isScalar ? "scalar" : (CST.tokenType(token) ?? "unknown"), offset, lineStart };
    isScalar = false;
    offset += token.length;
    lineStart = token.includes("\n") ? offset - (token.length - token.lastIndexOf("\n") - 1) : lineStart;
  }
}
