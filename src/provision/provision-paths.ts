import { absolute, type AbsolutePath } from "../domain/absolute-path.ts";

/** Where provisioning writes and looks on a host. */
export interface ProvisionPaths {
  readonly runtimeConfiguration: AbsolutePath;
  readonly cniConfDir: AbsolutePath;
  readonly sysctlFile: AbsolutePath;
  readonly serviceDefinitions: AbsolutePath;
  readonly binaries: AbsolutePath;
  /** What was put into `binaries`, with checksums. */
  readonly installedRecord: AbsolutePath;
}

export const PROVISION_PATHS: ProvisionPaths = {
  runtimeConfiguration: absolute("/etc/containerd/config.toml"),
  cniConfDir: absolute("/etc/cni/net.d"),
  sysctlFile: absolute("/etc/sysctl.d/99-steadyplane.conf"),
  serviceDefinitions: absolute("/etc/steadyplane/services"),
  binaries: absolute("/usr/local/bin"),
  installedRecord: absolute("/var/lib/steadyplane/provision/installed.json"),
};

/** The CNI configuration of our own; its name sorts before what a network add-on installs later. */
export const POD_NETWORK_FILE = "10-steadyplane.conflist";
