import { once } from "node:events";
import { NodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { RootedFileSystem } from "../../src/adapters/rooted-file-system.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { systemCode } from "../../src/errors/apply.ts";
import { ToolError } from "../../src/errors/tool-error.ts";
import { FileChange } from "./file-change.ts";

// Plans a change of the node below ROOT, waits for a byte, and carries it out: node file-change-entry.ts ROOT.
const [root = "/nonexistent"] = process.argv.slice(2);
const change = new FileChange(new RootedFileSystem(new NodeFileSystem(), absolute(root)));
const plan = await change.plan();
process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdin.destroy();
try {
  await change.apply(plan);
} catch (error) {
  if (!(error instanceof ToolError)) {
    throw error;
  }
  process.stdout.write(`${error.code} ${error.category} ${systemCode(error.cause) ?? ""} ${error.explanation.what}\n`);
  process.exitCode = 1;
}
