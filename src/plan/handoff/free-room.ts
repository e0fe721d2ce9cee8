import { parseQuantity } from "../../domain/parse-quantity.ts";
import type { KubernetesObject } from "../../domain/kubernetes-object.ts";
import type { NodeRoomFact } from "./handoff-facts.ts";

type Quantities = Readonly<Record<string, string>>;
interface Resources {
  readonly resources?: { readonly requests?: Quantities };
}
interface PodFields {
  readonly spec?: Resources & {
    readonly nodeName?: string;
    readonly containers?: readonly Resources[];
    readonly initContainers?: readonly (Resources & { readonly restartPolicy?: string })[];
    readonly overhead?: Quantities;
  };
  readonly status?: { readonly phase?: string };
}

/**
 * What is left on `node` of what it allocates, when all Pods on it have what they request; negative where that is too
 * much already. `pods` may be those of the whole cluster. Undefined where the Node does not say what it allocates.
 */
export function freeRoom(node: KubernetesObject, pods: readonly KubernetesObject[]): NodeRoomFact | undefined {
  const { allocatable = {} } = (node["status"] ?? {}) as { readonly allocatable?: Quantities };
  const [cpu, memory, slots] = ["cpu", "memory", "pods"].map((name) => parseQuantity(allocatable[name] ?? ""));
  if (cpu === undefined || memory === undefined || slots === undefined) {
    return undefined;
  }
  const there = pods.map((pod) => pod as PodFields).filter((pod) => isOn(pod, node.metadata.name));
  const requested = (name: string): number => there.reduce((sum, pod) => sum + requestOf(pod, name), 0);
  return {
    cpuMilli: Math.floor((cpu - requested("cpu")) * 1000),
    memoryBytes: Math.floor(memory - requested("memory")),
    podSlots: slots - there.length,
  };
}

function isOn({ spec, status }: PodFields, nodeName: string): boolean {
  return spec?.nodeName === nodeName && status?.phase !== "Succeeded" && status?.phase !== "Failed";
}

// As the kubelet counts (k8s.io/component-helpers, resource.PodRequests): containers run together, and so do the init
// containers that go on beside them; every other one runs by itself, with those that were started before it.
function requestOf({ spec = {} }: PodFields, name: string): number {
  const overhead = amount(spec.overhead, name);
  const ofPod = spec.resources?.requests?.[name];
  if (ofPod !== undefined) {
    return overhead + (parseQuantity(ofPod) ?? 0);
  }
  let [beside, peak] = [0, 0];
  for (const { resources, restartPolicy } of spec.initContainers ?? []) {
    const own = amount(resources?.requests, name);
    beside += restartPolicy === "Always" ? own : 0;
    peak = Math.max(peak, restartPolicy === "Always" ? beside : beside + own);
  }
  const together = (spec.containers ?? []).reduce((sum, { resources }) => sum + amount(resources?.requests, name), 0);
  return overhead + Math.max(peak, beside + together);
}

function amount(quantities: Quantities | undefined, name: string): number {
  return parseQuantity(quantities?.[name] ?? "0") ?? 0;
}
