import type { Arg } from "../domain/cluster-spec.ts";
import type { Program } from "../ports/source.ts";

/** What the host shall have when provisioning is done. */
export interface ProvisionRequest {
  /** Versions with their leading v, of the binaries that are installed. */
  readonly versionOf: (program: Program) => string;
  readonly binaries: readonly Program[];
  /** Full references, the sandbox image among them. */
  readonly images: readonly string[];
  readonly sandboxImage: string;
  readonly podSubnets: readonly string[];
  readonly cgroupDriver: "cgroupfs" | "systemd";
  /** False: services get definitions for the supervisor. */
  readonly isSystemd: boolean;
  /** CRI endpoint with its scheme. */
  readonly criSocket: string;
  readonly proxyEnv: readonly Arg[];
}
