import type { Row } from "./row.ts";

/** The rows of provisioning, in order. */
export const PROVISION_ROWS: readonly Row[] = [
  { stage: "self", title: "Install steadyplane" },
  { stage: "packages", title: "Install Debian packages" },
  { stage: "host-settings", title: "Configure the container runtime and the Pod network" },
  { stage: "runtime", title: "Start the container runtime" },
  { stage: "binaries", title: "Install the kubelet and its tools" },
  { stage: "images", title: "Import the images" },
];
