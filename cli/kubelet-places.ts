import type { KubeletPlaces } from "../src/diagnose/explain/chain-input.ts";
import { findKubeletConfig } from "../src/observed/host/find-kubelet-config.ts";
import { findStaticPodPath } from "../src/observed/host/find-static-pod-path.ts";
import type { HostPorts } from "./compose.ts";

/** Where the kubelet of this host reads its configuration and its manifests, and who says otherwise. */
export async function kubeletPlaces(ports: HostPorts): Promise<KubeletPlaces> {
  const [configPath, folder] = await Promise.all([findKubeletConfig(ports), findStaticPodPath(ports)]);
  const config = await ports.files.status(configPath);
  return {
    configPath,
    hasConfig: config.kind === "present",
    staticPodPath: folder.path,
    saidBy: folder.source,
    disagreements: [
      ...folder.disagreements.map(({ source, path }) => `but ${source} says ${path}`),
      ...folder.unreadable.map(({ source, reason }) => `${source} cannot be read: ${reason}`),
    ],
  };
}
