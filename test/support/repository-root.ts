import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout that these tests belong to. */
export const repositoryRoot: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
