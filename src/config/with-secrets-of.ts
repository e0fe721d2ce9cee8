import { type Document, isMap, isScalar, isSeq, parseAllDocuments, type YAMLMap } from "yaml";
import { isSecretField } from "./yaml/mask-secrets.ts";
import { withoutSecrets } from "./without-secrets.ts";

type Path = readonly (string | number)[];

/**
 * `text`, which {@link withoutSecrets} gave, with the tokens and keys of `stored` where both have the same place for
 * them: a field of the same document, an entry of a list that is otherwise the same.
 */
export function withSecretsOf(stored: string, text: string): string {
  const from = documentsOf(stored);
  const bare = new Map(documentsOf(withoutSecrets(stored)).map((document) => [kindOf(document), document]));
  const to = documentsOf(text);
  let isChanged = false;
  for (const document of to) {
    const source = from.find((candidate) => kindOf(candidate) === kindOf(document));
    for (const path of source === undefined ? [] : secretPaths(source.contents, [])) {
      const parent = document.getIn(path.slice(0, -1), true);
      const name = path.at(-1);
      const isSame = isMap(parent) && !parent.has(name) && isSamePlace(path, parent, bare.get(kindOf(document)));
      if (isSame) {
        parent.set(name, source?.getIn(path));
        isChanged = true;
      }
    }
  }
  return isChanged
    ? to.map((document) => document.toString({ lineWidth: 0 }).replace(/^---\n/u, "")).join("---\n")
    : text;
}

function isSamePlace(path: Path, parent: YAMLMap, bare: Document | undefined): boolean {
  const isInList = path.some((part) => typeof part === "number");
  const was = bare?.getIn(path.slice(0, -1), true);
  return !isInList || (isMap(was) && JSON.stringify(was) === JSON.stringify(parent));
}

function secretPaths(node: unknown, path: Path): readonly Path[] {
  if (isSeq(node)) {
    return node.items.flatMap((item, index) => secretPaths(item, [...path, index]));
  }
  if (!isMap(node)) {
    return [];
  }
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : String(key);
    return isScalar(value) && isSecretField(name) ? [[...path, name]] : secretPaths(value, [...path, name]);
  });
}

function kindOf(document: Document): unknown {
  return document.get("kind");
}

function documentsOf(text: string): readonly Document[] {
  const parsed = parseAllDocuments(text);
  return "empty" in parsed ? [] : [...parsed].filter(({ contents }) => isMap(contents));
}
