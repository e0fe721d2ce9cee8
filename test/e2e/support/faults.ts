import type { TestHost } from "../../lab/test-host.ts";
import { CERTIFICATE_FAULTS } from "./faults/certificate-faults.ts";
import { type Fault, MANIFESTS, PKI } from "./faults/fault.ts";
import { ETCD_FAULTS, HOST_FAULTS } from "./faults/host-faults.ts";
import { POD_FAULTS } from "./faults/pod-faults.ts";

/** What breaks a control plane that ran, one after the other on one node. */
export const FAULTS: readonly Fault[] = [...POD_FAULTS, ...HOST_FAULTS, ...CERTIFICATE_FAULTS, ...ETCD_FAULTS];

/** What every fault starts from, and comes back to. */
export async function keep(host: TestHost): Promise<void> {
  await host.sh(
    `rm -rf /root/kept; mkdir -p /root/kept && cp -a ${MANIFESTS} ${PKI} /var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env /root/kept/`,
  );
}

/**
 * Puts back what differs from what was kept. The kubelet knows a Pod by its text, and makes one that has failed wait
 * longer each time: so a Pod that comes back does so under an annotation of its own.
 */
export async function putBack(host: TestHost): Promise<void> {
  await host.sh(`
    cd /root/kept/manifests
    for name in ${MANIFESTS}/*; do [ -e "$(basename $name)" ] || rm -f "$name"; done
    for name in *; do
      cmp -s $name ${MANIFESTS}/$name && continue
      sed -E "/example.com.back/d; s#^( *)annotations:#&\\n\\1  example.com/back: at-$(date +%s%N)#" $name >${MANIFESTS}/.back
      chmod 600 ${MANIFESTS}/.back
      mv ${MANIFESTS}/.back ${MANIFESTS}/$name
    done
    cp -a /root/kept/pki/. ${PKI}/
    cmp -s /root/kept/config.yaml /var/lib/kubelet/config.yaml &&
      cmp -s /root/kept/kubeadm-flags.env /var/lib/kubelet/kubeadm-flags.env || {
      cp -p /root/kept/config.yaml /root/kept/kubeadm-flags.env /var/lib/kubelet/
      steadyplane service restart kubelet
    }`);
}
