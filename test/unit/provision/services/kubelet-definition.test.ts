import { expect, test } from "vitest";
import { containerdDefinition, renderDefinition } from "../../../../src/provision/services/containerd-definition.ts";
import { kubeletDefinition } from "../../../../src/provision/services/kubelet-definition.ts";

test("the kubelet is started as kubeadm's unit does", () => {
  expect(kubeletDefinition("/usr/local/bin/kubelet")).toMatchObject({
    command: "/usr/local/bin/kubelet",
    args: [
      "--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf",
      "--kubeconfig=/etc/kubernetes/kubelet.conf",
      "--config=/var/lib/kubelet/config.yaml",
      "$KUBELET_KUBEADM_ARGS",
      "$KUBELET_EXTRA_ARGS",
    ],
    environmentFiles: ["/var/lib/kubelet/kubeadm-flags.env", "/etc/default/kubelet"],
  });
});

test("containerd pulls through the proxy", () => {
  const definition = containerdDefinition("/usr/bin/containerd", "/etc/containerd/config.toml", [
    { name: "HTTPS_PROXY", value: "http://proxy.test:3128" },
  ]);
  expect(JSON.parse(renderDefinition(definition)).environment).toEqual({ HTTPS_PROXY: "http://proxy.test:3128" });
});
