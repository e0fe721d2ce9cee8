import { CHANGES } from "./support/simulated-node/changes.ts";
import { tryOut } from "./support/simulated-node/trial.ts";
const [which, kind, then, boot, step, only] = process.argv.slice(2);
const name = Object.keys(CHANGES)[Number(which)];
let bad=0, count=0; const t=performance.now();
const seen = new Map();
for (let at = only?Number(only):1; ; at += Number(step)) {
  const p = Promise.race([tryOut({ request: CHANGES[name], fault: { at, kind }, then: then==="alt"? (at%2?"resume":"abort"):then, isRebooted: boot==="1", idleMs: 100_000 }), new Promise(r=>setTimeout(()=>r(["HANGS"]), 20000))]);
  const problems = await p.catch(e=>["THROWS "+(e.stack??e)]);
  if (problems === undefined) break;
  count++;
  if (problems.length>0) { bad++; const key=problems.map(p=>p.replace(/tx[0-9a-f]{12}/g,"TX")).join("\n    "); seen.set(key,[...(seen.get(key)??[]),at]); }
  if (only) { console.log(problems); break; }
}
console.log(name, kind, then, boot==="1"?"reboot":"", count, "trials", bad, "bad", Math.round(performance.now()-t),"ms");
for (const [k,v] of seen) console.log(" at", v.join(), "\n    "+k.slice(0,900));
process.exit(0);
