import { parse } from "yaml";
import { absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";

const INSTANCE_CONFIG = absolute("/var/lib/kubelet/instance-config.yaml");

export const DEFAULT_CRI_SOCKET = "unix:///var/run/containerd/containerd.sock";

/** The socket that this host's kubelet uses, as kubeadm reads it back: its instance configuration, else the default. */
export async function readCriSocket(files: FileSystem): Promise<string> {
  const text = await files.readText(INSTANCE_CONFIG);
  const endpoint = text.kind === "present" ? endpointOf(text.value) : undefined;
  return typeof endpoint === "string" && endpoint !== "" ? endpoint : DEFAULT_CRI_SOCKET;
}

function endpointOf(text: string): unknown {
  try {
    const document = parse(text) as { readonly containerRuntimeEndpoint?: unknown } | null;
    return document?.containerRuntimeEndpoint;
  } catch {
    return undefined;
  }
}
