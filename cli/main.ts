#!/usr/bin/env node
import { enableCompileCache } from "node:module";

/** What a request that nobody waits for any more may still take, once everything has been said. */
const LINGER_MS = 500;

// Only where nobody else can write: a compile cache in a shared directory would let others choose what root runs.
// And not where nothing must be written at all.
if (process.getuid?.() === 0 && process.argv[2] !== "doctor") {
  enableCompileCache("/var/cache/steadyplane/compile");
}
const { run } = await import("./run.ts");
process.exitCode = await run(process.argv.slice(2));
setTimeout(() => process.exit(), LINGER_MS).unref();
