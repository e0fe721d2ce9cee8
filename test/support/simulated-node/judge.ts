import { COMPONENTS } from "../../../src/domain/component.ts";
import { absolute, nameOf } from "../../../src/domain/absolute-path.ts";
import { isDraft } from "../../../src/apply/write-file.ts";
import { JOURNAL } from "../../../src/observed/read-journal.ts";
import { MANIFESTS } from "./simulated-kubelet.ts";
import type { SimulatedNode } from "./simulated-node.ts";
import { staticPod } from "./static-pod.ts";

/** Where what runs differs from what is on the disk. */
export function stateOf({ files, kubelet, servers }: SimulatedNode): readonly string[] {
  const processes = kubelet.processes();
  const perComponent = COMPONENTS.flatMap((component) => {
    const path = `${MANIFESTS}/${component}.yaml`;
    const text = files.text(path);
    const own = processes.filter(({ pod }) => pod.component === component);
    const [process] = own;
    if (text === undefined || process === undefined || own.length !== 1) {
      return [`${own.length} of ${component} run`];
    }
    const wanted = staticPod(path, text);
    const stale = [...wanted.inputs].filter(([flag, input]) => process.inputs.get(flag) !== files.text(input));
    return [
      ...(process.pod.hash === wanted.hash ? [] : [`${component} does not run as its manifest says`]),
      ...stale.map(([flag]) => `${component} has read another file for --${flag}`),
      ...(servers.serves(process) ? [] : [`${component} does not serve`]),
    ];
  });
  const leaders = ["kube-controller-manager", "kube-scheduler"].filter(
    (name) => !processes.some((process) => process.pod.component === name && servers.leads(process)),
  );
  return [...perComponent, ...leaders.map((name) => `${name} does not lead`)];
}

/** What a change has left behind. */
export function leftoversOf({ files, packets }: SimulatedNode): readonly string[] {
  const paths = Object.keys(files.snapshot());
  // Half a revision is cleared by the next one.
  const others = paths.filter((path) => !path.startsWith("/var/lib/steadyplane/revisions/"));
  const ours = others.filter((path) => {
    const name = nameOf(absolute(path));
    return isDraft(name) || name.startsWith(".mirror-") || path.endsWith("-handoff.yaml") || path === JOURNAL;
  });
  const markers = paths.filter((path) => path.startsWith("/run/steadyplane/handoff/"));
  return [...ours, ...markers, ...packets.named()].map((what) => `${what} is left`);
}
