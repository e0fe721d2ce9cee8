import { readTemplates } from "../../cli/read-templates.ts";
import { compileTemplates, type RenderTemplate } from "../../src/desired/templates.ts";

/** The product's own templates, compiled once. */
export const renderTemplate: RenderTemplate = compileTemplates(readTemplates());
