import type { ServiceDefinition } from "../../domain/service-definition.ts";

/**
 * The kubelet as kubeadm's 10-kubeadm.conf starts it, for the supervisor. Both environment files may be absent.
 * https://github.com/kubernetes/release/blob/master/cmd/krel/templates/latest/kubeadm/10-kubeadm.conf
 */
export function kubeletDefinition(command: string): ServiceDefinition {
  return {
    command,
    args: [
      "--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf",
      "--kubeconfig=/etc/kubernetes/kubelet.conf",
      "--config=/var/lib/kubelet/config.yaml",
      "$KUBELET_KUBEADM_ARGS",
      "$KUBELET_EXTRA_ARGS",
    ],
    environmentFiles: ["/var/lib/kubelet/kubeadm-flags.env", "/etc/default/kubelet"],
    environment: {},
    workingDirectory: "/",
  };
}
