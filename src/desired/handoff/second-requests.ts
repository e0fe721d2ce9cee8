import type { PodRoom } from "../../domain/handoff/pod-room.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";
import { parseQuantity } from "../../domain/parse-quantity.ts";

type Requests = Pick<StaticPodView, "cpuRequest" | "memoryRequest">;

/**
 * What the second instance requests: as much as the component does where that is free, else what is free, else nothing.
 * A critical Pod whose requests do not fit has the kubelet evict others (kubernetes, pkg/kubelet/preemption); one
 * without requests displaces nobody.
 */
export function secondRequests({ cpuRequest, memoryRequest }: Requests, room: PodRoom): Requests {
  const cpuMilli = Math.floor(room.cpuMilli);
  const memoryBytes = Math.floor(room.memoryBytes);
  return {
    cpuRequest: smaller(cpuRequest, cpuMilli / 1000, `${cpuMilli}m`),
    memoryRequest: smaller(memoryRequest, memoryBytes, String(memoryBytes)),
  };
}

// What cannot be understood cannot be compared either.
function smaller(request: string, free: number, freeText: string): string {
  const wanted = parseQuantity(request) ?? 0;
  if (wanted <= 0 || free <= 0) {
    return "";
  }
  return wanted <= free ? request : freeText;
}
