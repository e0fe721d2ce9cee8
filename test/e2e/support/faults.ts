import type { Component } from "../../../src/domain/component.ts";
import { IMAGE_REPOSITORY, KUBERNETES_VERSION } from "../../lab/node-source.ts";
import type { TestHost } from "../../lab/test-host.ts";
import { importBrokenImage } from "./broken-image.ts";

/** Something that breaks a control plane that ran. */
export interface Fault {
  /** As docs/faults.md has it. */
  readonly name: string;
  /** What is asked about. */
  readonly component: Component;
  readonly provoke: (host: TestHost) => Promise<unknown>;
  /** Beside manifests, certificates and the kubelet's configuration, which are put back. */
  readonly repair?: (host: TestHost) => Promise<unknown>;
  /** What `explain` must name; undefined where it must say that it could not tell. */
  readonly code: string | undefined;
  /** What it must say of it. */
  readonly says: RegExp;
}

const MANIFESTS = "/etc/kubernetes/manifests";
const PKI = "/etc/kubernetes/pki";
const SCHEDULER_IMAGE = `${IMAGE_REPOSITORY}/kube-scheduler:${KUBERNETES_VERSION}`;

/** What every fault starts from, and comes back to. */
export async function keep(host: TestHost): Promise<void> {
  await host.sh(
    `rm -rf /root/kept; mkdir -p /root/kept && cp -a ${MANIFESTS} ${PKI} /var/lib/kubelet/config.yaml /root/kept/`,
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
    cmp -s /root/kept/config.yaml /var/lib/kubelet/config.yaml || {
      cp -p /root/kept/config.yaml /var/lib/kubelet/config.yaml
      steadyplane service restart kubelet
    }`);
}

/** Another manifest of the component: one expression of sed, applied at one stroke. */
const manifest = (component: Component, expression: string) => async (host: TestHost) =>
  host.sh(`sed -E '${expression}' /root/kept/manifests/${component}.yaml >${MANIFESTS}/.broken
    mv ${MANIFESTS}/.broken ${MANIFESTS}/${component}.yaml`);

const withFlag = (component: Component, flag: string) =>
  manifest(component, `s#^( *)- "?${component}"?$#&\\n\\1- ${flag}#`);
const withImage = (image: string, policy = "IfNotPresent") =>
  manifest(
    "kube-scheduler",
    `s#^( *)image: .*#\\1image: "${image}"#; s#imagePullPolicy: .*#imagePullPolicy: ${policy}#`,
  );
const restart = async (host: TestHost, name: string) => host.sh(`pkill -KILL -x ${name} || true`);

export const FAULTS: readonly Fault[] = [
  {
    name: "port taken by another process",
    component: "kube-scheduler",
    provoke: async (host) =>
      host.sh(`pkill -KILL -x kube-scheduler; sleep 0.2
        setsid socat TCP-LISTEN:10259,bind=127.0.0.1,fork EXEC:true </dev/null >/dev/null 2>&1 &`),
    repair: async (host) => host.sh("pkill -x socat"),
    code: "PortTaken",
    says: /10259.*socat/su,
  },
  {
    name: "bad value",
    component: "kube-scheduler",
    provoke: withFlag("kube-scheduler", "--kube-api-burst=many"),
    code: "BadFlagValue",
    says: /kube-api-burst/u,
  },
  {
    name: "missing image",
    component: "kube-scheduler",
    provoke: withImage("example.com/none:v1", "Never"),
    code: "ImageMissing",
    says: /example\.com\/none:v1/u,
  },
  {
    name: "pull refused",
    component: "kube-scheduler",
    provoke: withImage("127.0.0.1:1/none:v1"),
    code: "ImageMissing",
    says: /127\.0\.0\.1:1.*refused/su,
  },
  {
    name: "image of another architecture",
    component: "kube-scheduler",
    provoke: async (host) => {
      await importBrokenImage(host, `${SCHEDULER_IMAGE}-other`, "kube-scheduler");
      await withImage(`${SCHEDULER_IMAGE}-other`)(host);
    },
    code: "ImageWrongArchitecture",
    says: /architecture|exec format error/iu,
  },
  {
    name: "file or key that cannot be read",
    component: "kube-scheduler",
    provoke: manifest("kube-scheduler", `s#([ "])--kubeconfig=[^"]*#\\1--kubeconfig=/etc/kubernetes/none.conf#`),
    code: "ComponentFileUnusable",
    says: /none\.conf/u,
  },
  {
    name: "manifest half written",
    component: "kube-scheduler",
    provoke: async (host) =>
      host.sh(`head -c 300 /root/kept/manifests/kube-scheduler.yaml >${MANIFESTS}/.x; echo '  : [' >>${MANIFESTS}/.x
        mv ${MANIFESTS}/.x ${MANIFESTS}/kube-scheduler.yaml`),
    code: "ManifestNotAccepted",
    says: /kube-scheduler\.yaml/u,
  },
  {
    name: "two manifests for one Pod, or a backup in the folder",
    component: "kube-scheduler",
    provoke: async (host) => host.sh(`cp -p ${MANIFESTS}/kube-scheduler.yaml ${MANIFESTS}/kube-scheduler.yaml.bak`),
    code: "ManifestTwice",
    says: /kube-scheduler\.yaml\.bak/u,
  },
  {
    name: "read-only file system",
    component: "etcd",
    provoke: async (host) => {
      await host.sh("mount --bind /var/lib/etcd /var/lib/etcd && mount -o remount,ro,bind /var/lib/etcd");
      await restart(host, "etcd");
    },
    repair: async (host) => host.sh("umount -l /var/lib/etcd; pkill -KILL -x etcd || true"),
    code: "ReadOnlyFileSystem",
    says: /read-only/u,
  },
  {
    name: "a fault that is not in the table",
    component: "kube-scheduler",
    provoke: async (host) => host.sh("pkill -STOP -x kube-scheduler"),
    repair: async (host) => host.sh("pkill -CONT -x kube-scheduler || true"),
    code: undefined,
    says: /health/u,
  },
];
