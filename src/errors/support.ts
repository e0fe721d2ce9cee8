import { ToolError } from "./tool-error.ts";

/** The place of a bundle is taken. */
export function bundleExists(path: string): ToolError {
  return new ToolError("BundleExists", "usage", {
    what: `${path} is there already.`,
    why: "Nothing is overwritten. Nothing was written.",
    fix: ["Name another file with --out.", `rm ${path}, if it is not needed`],
  });
}
