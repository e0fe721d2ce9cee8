import Handlebars from "handlebars";
import { toYamlScalar } from "./yaml-scalar.ts";

/** The templates, `templates/NAME.hbs`. */
export const TEMPLATE_NAMES = [
  "etcd.yaml",
  "kube-apiserver.yaml",
  "kube-controller-manager.yaml",
  "kube-scheduler.yaml",
  "host/containerd-v2.toml",
  "host/containerd-v3.toml",
  "host/10-steadyplane.conflist",
] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** What the templates share, `templates/partials/NAME.yaml.hbs`. */
export const PARTIAL_NAMES = [
  "annotations",
  "command",
  "env",
  "host",
  "mounts",
  "probe",
  "resources",
  "second-identity",
] as const;
export type PartialName = (typeof PARTIAL_NAMES)[number];

/** Template sources, already read, by their names. */
export interface TemplateSources {
  readonly templates: ReadonlyMap<TemplateName, string>;
  readonly partials: ReadonlyMap<PartialName, string>;
}

export type RenderTemplate = (name: TemplateName, view: object) => string;

/**
 * Compiles templates in an isolated Handlebars instance, each when it is first used. Missing fields throw; nothing is
 * HTML-escaped; partials see only what they are handed.
 */
export function compileTemplates(sources: TemplateSources): RenderTemplate {
  const engine = Handlebars.create();
  engine.registerHelper("scalar", toYamlScalar);
  for (const [name, source] of sources.partials) {
    engine.registerPartial(name, source);
  }
  const options = {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: { scalar: true },
    explicitPartialContext: true,
  } satisfies CompileOptions;
  const compiled = new Map(
    [...sources.templates].map(([name, source]) => [name, engine.compile<object>(source, options)]),
  );
  return (name, view) => {
    const template = compiled.get(name);
    if (template === undefined) {
      throw new RangeError(`no template named ${JSON.stringify(name)}`);
    }
    return template(view);
  };
}
