import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileTemplates, PARTIAL_NAMES, TEMPLATE_NAMES } from "../../../src/desired/templates.ts";
import { renderTemplate } from "../../support/render-template.ts";

const folder = new URL("../../../templates/", import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".hbs"));

describe("the templates", () => {
  it("are all known by name", () => {
    const known = [...TEMPLATE_NAMES, ...PARTIAL_NAMES.map((name) => `partials/${name}.yaml`)];

    expect(sources.toSorted()).toEqual(known.map((name) => `${name}.hbs`).toSorted());
  });

  it.each(sources)("%s prints values through scalar only", (file) => {
    const tags = readFileSync(new URL(file, folder), "utf8").match(/\{\{[^}]*\}\}/gu) ?? [];
    const allowed = /^\{\{(?:scalar [\w.@]+|[#/](?:each|if|unless)\b[^}]*|else|> [a-z-]+(?: [\w.=]+)+)\}\}$/u;

    expect(tags.filter((tag) => !allowed.test(tag))).toEqual([]);
  });
});

describe("compileTemplates", () => {
  const compile = (source: string, partial = "") =>
    compileTemplates({ templates: new Map([["etcd.yaml", source]]), partials: new Map([["env", partial]]) });

  it("throws on a field that the view does not have", () => {
    expect(() => compile("{{scalar missing}}")("etcd.yaml", {})).toThrow("a field that its view does not have");
  });

  it("shows a partial only what it is handed", () => {
    const render = compile("{{> env a=a}}", "{{scalar b}}");

    expect(() => render("etcd.yaml", { a: 1, b: 2 })).toThrow("a field that its view does not have");
  });

  it("escapes nothing for HTML", () => {
    expect(compile("{{scalar x}}")("etcd.yaml", { x: "<&'>" })).toBe(`"<&'>"`);
  });

  it("refuses a template that was not compiled", () => {
    expect(() => compile("")("kube-scheduler.yaml", {})).toThrow("no template named");
  });

  it("throws where a manifest's view lacks a list", () => {
    expect(() => renderTemplate("kube-scheduler.yaml", {})).toThrow();
  });
});
