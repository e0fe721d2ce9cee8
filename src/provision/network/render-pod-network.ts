import type { RenderTemplate } from "../../desired/templates.ts";

/** What the template `host/10-steadyplane.conflist` prints: host-local's ranges and routes. */
export interface PodNetworkView {
  readonly ranges: readonly (readonly { readonly subnet: string }[])[];
  readonly routes: readonly { readonly dst: string }[];
}

/** A CNI configuration that puts this host's Pods on a bridge, with an address from each of `podSubnets`. */
export function renderPodNetwork(podSubnets: readonly string[], render: RenderTemplate): string {
  const view: PodNetworkView = {
    ranges: podSubnets.map((subnet) => [{ subnet }]),
    routes: podSubnets.map((subnet) => ({ dst: subnet.includes(":") ? "::/0" : "0.0.0.0/0" })),
  };
  return render("host/10-steadyplane.conflist", view);
}
