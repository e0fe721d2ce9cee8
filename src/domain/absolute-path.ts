declare const absolutePath: unique symbol;

/** A POSIX path that starts at `/`. Built by {@link absolute}. */
export type AbsolutePath = string & { readonly [absolutePath]: true };

/** `path` as an {@link AbsolutePath}. Throws a TypeError where it is relative. */
export function absolute(path: string): AbsolutePath {
  if (!path.startsWith("/")) {
    throw new TypeError(`expected an absolute path, got ${JSON.stringify(path)}`);
  }
  return path as AbsolutePath;
}

/** `parts` below `directory`. */
export function below(directory: AbsolutePath, ...parts: readonly string[]): AbsolutePath {
  return absolute([directory === "/" ? "" : directory.replace(/\/+$/u, ""), ...parts].join("/"));
}

/** The directory that holds `path`. */
export function parentOf(path: AbsolutePath): AbsolutePath {
  const end = path.lastIndexOf("/");
  return absolute(end <= 0 ? "/" : path.slice(0, end));
}

/** The last part of `path`. */
export function nameOf(path: AbsolutePath): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
