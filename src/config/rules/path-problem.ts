import { quote } from "../describe-value.ts";

/** Directories that hold more than this project's files, and must never be taken for its own. */
const SHARED =
  /^\/(?:bin|boot|dev|etc|home|lib|lib64|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var|var\/lib|var\/log)?\/?$/u;

/** What is wrong with a path that shall be absolute and go where it seems to; undefined where nothing is. */
export function pathProblem(path: string): string | undefined {
  const parts = path.split("/");
  if (!path.startsWith("/")) {
    return `${quote(path)} is not an absolute path`;
  }
  if (/\p{Cc}|\u2028|\u2029/u.test(path)) {
    return `${quote(path)} contains a control character`;
  }
  if (parts.includes("..") || parts.includes(".")) {
    return `${quote(path)} goes through . or ..`;
  }
  const isTooLong = path.length > 1024 || parts.some((part) => part.length > 255);
  return isTooLong ? `${quote(path)} is too long for a path` : undefined;
}

/** The same for a directory that is ours: files in it are made, given modes, and removed by reset. */
export function ownDirectoryProblem(path: string): string | undefined {
  const isShared = SHARED.test(path.replace(/\/{2,}/gu, "/"));
  return pathProblem(path) ?? (isShared ? `${quote(path)} is a directory of the system` : undefined);
}
