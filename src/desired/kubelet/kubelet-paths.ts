import { absolute, below } from "../../domain/absolute-path.ts";

const HOME = absolute("/var/lib/kubelet");

/** Where the kubelet's files are, as kubeadm lays them out. */
export const KUBELET_PATHS = {
  home: HOME,
  config: below(HOME, "config.yaml"),
  instanceConfig: below(HOME, "instance-config.yaml"),
  flags: below(HOME, "kubeadm-flags.env"),
};
