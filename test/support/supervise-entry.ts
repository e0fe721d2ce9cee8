import { SERVICE_DIRECTORIES, servicePaths } from "../../src/adapters/supervisor/service-paths.ts";
import { supervise } from "../../src/adapters/supervisor/supervise.ts";

// What `steadyplane service supervise NAME` does, with directories of the test's own: node supervise-entry.ts BASE NAME.
const [base = "/nonexistent", name = ""] = process.argv.slice(2);
const directories = Object.fromEntries(
  Object.keys(SERVICE_DIRECTORIES).map((key) => [key, `${base}/${key}`]),
) as unknown as typeof SERVICE_DIRECTORIES;

await supervise({
  paths: servicePaths(name, directories),
  backOff: { firstMs: 20, maximumMs: 200, resetAfterMs: 10_000 },
  graceMs: 2_000,
});
