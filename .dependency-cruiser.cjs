// The import rules of CONTRIBUTING.md. test/architecture/import-rules.test.ts shows that every one of them fires.

const EFFECTFUL = "^src/(observed|apply|diagnose|provision|etcd)/";
const PURE = "^src/(config|desired|plan|timeline)/";
const NPM = "(^|/)node_modules/";

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const layers = [
  {
    name: "domain-imports-nothing",
    comment: "src/domain holds values and invariants; it stands on nothing.",
    severity: "error",
    from: { path: "^src/domain/" },
    to: { pathNot: "^src/domain/" },
  },
  {
    name: "errors-import-domain-only",
    comment: "The catalogue can be read without the rest.",
    severity: "error",
    from: { path: "^src/errors/" },
    to: { pathNot: "^src/(errors|domain)/" },
  },
  {
    name: "ports-import-domain-only",
    comment: "A port is an interface over values of the domain.",
    severity: "error",
    from: { path: "^src/ports/" },
    to: { pathNot: "^src/(ports|domain)/" },
  },
  {
    name: "pure-stays-pure",
    comment: "config, desired, plan and timeline are functions of their arguments: no ports, no effects.",
    severity: "error",
    from: { path: PURE },
    to: { path: "^src/", pathNot: "^src/(domain|errors|config|desired|plan|timeline)/" },
  },
  {
    name: "pure-without-node",
    comment: "No node: module but node:path/posix, and node:crypto for certificates.",
    severity: "error",
    from: { path: PURE, pathNot: "^src/desired/pki/" },
    to: { dependencyTypes: ["core"], pathNot: "^(node:)?path/posix$" },
  },
  {
    name: "pki-with-crypto-only",
    comment: "Certificates need node:crypto and nothing else of node.",
    severity: "error",
    from: { path: "^src/desired/pki/" },
    to: { dependencyTypes: ["core"], pathNot: "^(node:)?(path/posix|crypto)$" },
  },
  {
    name: "pure-flows-down",
    comment: "config, then desired, then plan: none imports what comes after it.",
    severity: "error",
    from: { path: "^src/config/" },
    to: { path: "^src/(desired|plan)/" },
  },
  {
    name: "desired-not-plan",
    comment: "What a host should be does not depend on how it gets there.",
    severity: "error",
    from: { path: "^src/desired/" },
    to: { path: "^src/plan/" },
  },
  {
    name: "effects-through-ports",
    comment: "observed, apply, diagnose, provision and etcd act through ports alone.",
    severity: "error",
    from: { path: EFFECTFUL },
    to: { dependencyTypes: ["core"], pathNot: "^(node:)?(path/posix|crypto)$" },
  },
  {
    name: "adapters-behind-ports",
    comment: "An adapter knows its port, not who calls it.",
    severity: "error",
    from: { path: "^src/adapters/" },
    to: { path: "^src/", pathNot: "^src/(adapters|ports|domain|errors)/" },
  },
  {
    name: "only-compose-imports-adapters",
    comment: "cli/compose.ts is where implementations are chosen.",
    severity: "error",
    from: { path: "^(src|cli)/", pathNot: "^(src/adapters/|cli/compose(-supervisor)?\\.ts$)" },
    to: { path: "^src/adapters/" },
  },
  {
    name: "src-never-imports-cli",
    comment: "The work does not know its command line.",
    severity: "error",
    from: { path: "^src/" },
    to: { path: "^cli/" },
  },
  {
    name: "only-test-imports-test",
    comment: "What ships does not need test code.",
    severity: "error",
    from: { pathNot: "^test/" },
    to: { path: "^test/" },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const libraries = [
  {
    name: "terminal-libraries-in-cli",
    comment: "listr2 and commander are words in and words out.",
    severity: "error",
    from: { path: "^src/" },
    to: { path: `${NPM}(listr2|commander)/` },
  },
  ...["execa", "node-forge", "handlebars"].map((library) => ({
    name: `${library}-in-one-file`,
    comment: `${library} is wrapped once; everything else uses the wrapper.`,
    severity: "error",
    from: { path: "^(src|cli)/" },
    module: { path: `${NPM}${library}/`, numberOfDependentsMoreThan: 1 },
  })),
  {
    name: "effect-libraries-in-adapters",
    comment: "What talks to the world is an adapter.",
    severity: "error",
    from: { path: "^(src|cli)/", pathNot: "^src/adapters/" },
    to: { path: `${NPM}(execa|@grpc|@kubernetes)/` },
  },
  {
    name: "no-test-library-shipped",
    comment: "src and cli need only what package.json calls dependencies.",
    severity: "error",
    from: { path: "^(src|cli)/" },
    to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const shape = [
  {
    name: "no-cycles",
    comment: "Files that import each other are one file.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "no-barrels",
    comment: "Import the file that has the thing.",
    severity: "error",
    from: {},
    to: { path: "(^|/)index\\.[cm]?[jt]s$", pathNot: NPM },
  },
  {
    name: "no-utils",
    comment: "Name a folder after what its files are about.",
    severity: "error",
    from: {},
    to: { path: "(^|/)(utils?|helpers?|common|misc|shared)(/|\\.[cm]?[jt]s$)", pathNot: NPM },
  },
  {
    name: "resolvable",
    comment: "An import that leads nowhere would hide from every rule above.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true },
  },
];

module.exports = {
  forbidden: [...layers, ...libraries, ...shape],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: NPM },
    enhancedResolveOptions: {
      extensions: [".ts", ".js"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "require", "default", "types"],
    },
  },
};
