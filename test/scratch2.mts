import { CHANGES } from "./support/simulated-node/changes.ts";
import { initialisedNode } from "./support/simulated-node/initialised-node.ts";
import { SimulatedRun } from "./support/simulated-node/simulated-run.ts";
import { command, noticed } from "./support/simulated-node/trial.ts";
import { leftoversOf, stateOf } from "./support/simulated-node/judge.ts";
for (const [name, request] of Object.entries(CHANGES)) {
  const node = await initialisedNode();
  const run = new SimulatedRun(node);
  const t=performance.now(); const from=node.clock.monotonicMs();
  const out = await command(node, request, "apply", run);
  console.log(name, Math.round(performance.now()-t), "ms cpu;", node.clock.monotonicMs()-from, "ms sim;", run.operations.length, "ops", out);
  await node.pass(20000);
  console.log(noticed(node), stateOf(node), leftoversOf(node), node.outages.all());
  node.end();
}
process.exit(0)
