import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PARTIAL_NAMES, TEMPLATE_NAMES, type TemplateSources } from "../src/desired/templates.ts";

/** The templates that come with this program: beside the bundle, or at the top of a checkout. */
export function readTemplates(): TemplateSources {
  const directory = join(homeOfTemplates(dirname(fileURLToPath(import.meta.url))), "templates");
  const read = (name: string): string => readFileSync(join(directory, `${name}.hbs`), "utf8");
  return {
    templates: new Map(TEMPLATE_NAMES.map((name) => [name, read(name)])),
    partials: new Map(PARTIAL_NAMES.map((name) => [name, read(join("partials", `${name}.yaml`))])),
  };
}

/** The directory that holds templates/, at or above `directory`: the checkout, the package, the installed program. */
export function homeOfTemplates(directory: string): string {
  if (existsSync(join(directory, "templates", "etcd.yaml.hbs"))) {
    return directory;
  }
  const parent = dirname(directory);
  if (parent === directory) {
    throw new Error("the templates of this program are missing");
  }
  return homeOfTemplates(parent);
}
