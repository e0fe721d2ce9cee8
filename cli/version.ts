import manifest from "../package.json" with { type: "json" };

/** This program's version, without a leading v. */
export const VERSION: string = manifest.version;
