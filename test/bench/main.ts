import { clearLeftovers } from "../lab/clear-leftovers.ts";
import { imageSet } from "../lab/image-set.ts";
import type { NodeParts } from "../lab/node.ts";
import { nodePrograms } from "../lab/node-source.ts";
import { productCopy } from "../lab/product.ts";
import { benchHandoff } from "./handoff/handoff-part.ts";
import { benchInit } from "./init-part.ts";

const USAGE = "npm run bench -- [init|handoff|by-hand|all] [runs of init | of handoff]";
const DEFAULT_RUNS = 5;

const [part = "all", runs] = process.argv.slice(2);
if (!["init", "handoff", "by-hand", "all"].includes(part)) {
  throw new Error(USAGE);
}
await clearLeftovers();
const programs = await nodePrograms((detail) => console.error(detail));
const parts: NodeParts = {
  programs: Object.fromEntries(programs),
  images: await imageSet(programs, (detail) => console.error(detail)),
  product: productCopy(),
};
if (part === "init" || part === "all") {
  await benchInit(parts, Number(runs ?? DEFAULT_RUNS));
}
if (part !== "init") {
  // What is compared with a change by hand is measured in the same run.
  const isGood = await benchHandoff(parts, {
    isCompared: part !== "handoff",
    times: part === "handoff" ? Number(runs ?? 1) : 1,
  });
  process.exitCode = isGood ? 0 : 1;
}
