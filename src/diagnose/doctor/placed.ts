import type { ManifestRemark } from "../../plan/preflight/decode-manifest.ts";

/** A remark about a file with its place, as editors and compilers write it: `path:3:5 is not YAML`. */
export function placed(path: string, { reason, position }: ManifestRemark): string {
  return position === undefined ? `${path} ${reason}` : `${path}:${position.line}:${position.column} ${reason}`;
}
