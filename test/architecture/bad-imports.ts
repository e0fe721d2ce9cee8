/** For each import rule, the smallest tree that breaks it and no other. */
export const BAD_IMPORTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "domain-imports-nothing": {
    "src/domain/a.ts": 'import { readFileSync } from "node:fs";\nexport const a = readFileSync;\n',
  },
  "errors-import-domain-only": {
    "src/errors/a.ts": 'import { b } from "../ports/b.ts";\nexport const a = b;\n',
    "src/ports/b.ts": "export const b = 1;\n",
  },
  "ports-import-domain-only": {
    "src/ports/a.ts": 'import { b } from "../errors/b.ts";\nexport const a = b;\n',
    "src/errors/b.ts": "export const b = 1;\n",
  },
  "pure-stays-pure": {
    "src/plan/a.ts": 'import type { B } from "../ports/b.ts";\nexport type A = B;\n',
    "src/ports/b.ts": "export type B = 1;\n",
  },
  "pure-without-node": {
    "src/config/a.ts": 'import { join } from "node:path";\nexport const a = join;\n',
  },
  "pki-with-crypto-only": {
    "src/desired/pki/a.ts": 'import { readFileSync } from "node:fs";\nexport const a = readFileSync;\n',
  },
  "pure-flows-down": {
    "src/config/a.ts": 'import { b } from "../plan/b.ts";\nexport const a = b;\n',
    "src/plan/b.ts": "export const b = 1;\n",
  },
  "desired-not-plan": {
    "src/desired/a.ts": 'import { b } from "../plan/b.ts";\nexport const a = b;\n',
    "src/plan/b.ts": "export const b = 1;\n",
  },
  "effects-through-ports": {
    "src/apply/a.ts": 'import { readFile } from "node:fs/promises";\nexport const a = readFile;\n',
  },
  "adapters-behind-ports": {
    "src/adapters/a.ts": 'import { b } from "../apply/b.ts";\nexport const a = b;\n',
    "src/apply/b.ts": "export const b = 1;\n",
  },
  "only-compose-imports-adapters": {
    "cli/a.ts": 'export const a = () => import("../src/adapters/b.ts");\n',
    "src/adapters/b.ts": "export const b = 1;\n",
  },
  "src-never-imports-cli": {
    "src/observed/a.ts": 'import { b } from "../../cli/b.ts";\nexport const a = b;\n',
    "cli/b.ts": "export const b = 1;\n",
  },
  "only-test-imports-test": {
    "cli/a.ts": 'import { b } from "../test/b.ts";\nexport const a = b;\n',
    "test/b.ts": "export const b = 1;\n",
  },
  "terminal-libraries-in-cli": {
    "src/apply/a.ts": 'import { Listr } from "listr2";\nexport const a = Listr;\n',
  },
  "execa-in-one-file": {
    "src/adapters/a.ts": 'import { execa } from "execa";\nexport const a = execa;\n',
    "src/adapters/b.ts": 'import { execaSync } from "execa";\nexport const b = execaSync;\n',
  },
  "node-forge-in-one-file": {
    "src/desired/pki/a.ts": 'import forge from "node-forge";\nexport const a = forge;\n',
    "src/desired/pki/b.ts": 'import forge from "node-forge";\nexport const b = forge;\n',
  },
  "handlebars-in-one-file": {
    "src/desired/a.ts": 'import Handlebars from "handlebars";\nexport const a = Handlebars;\n',
    "src/desired/b.ts": 'import Handlebars from "handlebars";\nexport const b = Handlebars;\n',
  },
  "effect-libraries-in-adapters": {
    "src/provision/a.ts": 'import { execa } from "execa";\nexport const a = execa;\n',
  },
  "no-test-library-shipped": {
    "src/config/a.ts": 'import { assert } from "fast-check";\nexport const a = assert;\n',
  },
  "no-cycles": {
    "src/domain/a.ts": 'import type { B } from "./b.ts";\nexport type A = B;\n',
    "src/domain/b.ts": 'import type { A } from "./a.ts";\nexport type B = A | 1;\n',
  },
  "no-barrels": {
    "src/domain/a.ts": 'export { b } from "./index.ts";\n',
    "src/domain/index.ts": "export const b = 1;\n",
  },
  "no-utils": {
    "src/domain/a.ts": 'export { b } from "./utils/b.ts";\n',
    "src/domain/utils/b.ts": "export const b = 1;\n",
  },
  resolvable: {
    "cli/a.ts": 'export { b } from "./b.ts";\n',
  },
};
