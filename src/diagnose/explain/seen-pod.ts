import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { ContainerStatus, SandboxView } from "../../ports/container-runtime.ts";
import type { Read } from "../../ports/file-system.ts";
import type { ProcessView } from "../../ports/processes.ts";
import type { KubeletProbe } from "./kubelet-probes.ts";
import type { MirrorPodSeen, ProbeResult } from "../snapshot/snapshot.ts";

/** One container of a static Pod, as the manifest names it and as it was seen. */
export interface SeenContainer {
  readonly name: string;
  readonly image: string;
  readonly imageState: "present" | "absent" | "unknown";
  /** `command`, then `args`. Without a command, the image's own comes before them. */
  readonly command: readonly string[];
  readonly running: ContainerStatus | undefined;
  /** The attempt that ended last. */
  readonly exited: ContainerStatus | undefined;
  readonly restarts: number;
  /** Undefined where it could not be found. */
  readonly process: ProcessView | undefined;
  /** Last lines of the attempt that ended last, and of the one that runs. */
  readonly exitLog: readonly string[];
  readonly runLog: readonly string[];
}

/** One static Pod, whether of the control plane or not, as far as it could be seen. */
export interface SeenPod {
  /** As it was asked for. */
  readonly name: string;
  /** With the node's name at its end, as in the API. */
  readonly podName: string;
  readonly manifestPath: AbsolutePath;
  /** The files in which the kubelet finds a Pod of this name, where there are several. */
  readonly twins: readonly AbsolutePath[];
  /** Unreadable also where it holds no Pod. */
  readonly manifest: Read<unknown>;
  /** Why the kubelet does not take the manifest as it is now; what it took earlier may run on. Undefined where it does. */
  readonly refusal: string | undefined;
  /** Undefined where there is none or the runtime does not answer. */
  readonly sandbox: SandboxView | undefined;
  /** As many as the manifest has. */
  readonly containers: readonly SeenContainer[];
  readonly probes: readonly ProbeResult[];
  /** What the kubelet asks it; empty where its manifest cannot be read, or asks otherwise than by HTTP. */
  readonly kubeletProbes: readonly KubeletProbe[];
  /** What it says is wrong while its probes pass. */
  readonly alarms: readonly string[];
  /** Undefined where nothing can be asked from outside and the API does not tell either. */
  readonly isReadyInApi: boolean | undefined;
  /** Lease that it holds while it leads. */
  readonly lease: string | undefined;
  readonly mirrorPod: Read<MirrorPodSeen>;
  /** Why the kubelet could not bring it about, newest last. */
  readonly syncErrors: readonly string[];
}
