const TAG = /<(?<close>\/)?(?<name>[a-z][\w:-]*)(?<attributes>(?:\s+[\w:-]+="[^"<]*")*)\s*(?<empty>\/)?>/uy;
const PROLOGUE = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/u;
const ENTITY = /&(?!(?:amp|lt|gt|quot|#39);)/u;
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** What is wrong with an XML document without comments, CDATA and namespaces of its own; undefined where nothing is. */
export function xmlProblem(text: string): string | undefined {
  const body = text.replace(PROLOGUE, "");
  if (FORBIDDEN.test(body) || ENTITY.test(body)) {
    return "a character or entity that XML does not have";
  }
  const open: string[] = [];
  let roots = 0;
  for (let at = body.indexOf("<"); at !== -1; at = body.indexOf("<", at)) {
    TAG.lastIndex = at;
    const groups = TAG.exec(body)?.groups;
    if (groups === undefined) {
      return `no tag at ${body.slice(at, at + 40)}`;
    }
    at = TAG.lastIndex;
    const { close, name = "", attributes = "", empty } = groups;
    const names = attributes.match(/[\w:-]+(?==")/gu) ?? [];
    if (new Set(names).size !== names.length) {
      return `an attribute twice in ${name}`;
    }
    roots += open.length === 0 && close === undefined ? 1 : 0;
    if (close !== undefined && open.pop() !== name) {
      return `</${name}> closes what is not open`;
    }
    if (close === undefined && empty === undefined) {
      open.push(name);
    }
  }
  return open.length === 0 && roots === 1 ? undefined : "not one element, closed";
}
