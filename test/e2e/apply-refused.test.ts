import { expect, test } from "vitest";
import type { TestHost } from "../lab/test-host.ts";
import { applyOf, flags } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { expectStatus } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const MANIFESTS = "/etc/kubernetes/manifests";

interface Obstacle {
  readonly name: string;
  readonly provoke: string;
  readonly repair: string;
  /** What is asked for; a flag of the scheduler by default. */
  readonly change?: string;
  readonly says: RegExp;
}

const OBSTACLES: readonly Obstacle[] = [
  {
    name: "the kubelet is stopped",
    provoke: "steadyplane service stop kubelet",
    repair: "steadyplane service start kubelet",
    says: /kubelet/u,
  },
  {
    name: "containerd is stopped",
    provoke: "steadyplane service stop containerd",
    repair: "steadyplane service start containerd",
    says: /containerd/u,
  },
  {
    name: "containerd hangs",
    provoke: "pkill -STOP -x containerd",
    repair: "pkill -CONT -x containerd",
    says: /containerd/u,
  },
  {
    name: "the manifests' directory is read-only",
    provoke: `mount --bind ${MANIFESTS} ${MANIFESTS}; mount -o remount,bind,ro ${MANIFESTS}`,
    repair: `umount ${MANIFESTS}`,
    says: /read-only|EROFS/u,
  },
  {
    name: "a copy of a manifest lies beside it",
    provoke: `cp ${MANIFESTS}/kube-scheduler.yaml ${MANIFESTS}/kube-scheduler.yaml.bak`,
    repair: `rm ${MANIFESTS}/kube-scheduler.yaml.bak`,
    says: /kube-scheduler\.yaml\.bak/u,
  },
  {
    name: "somebody's half manifest lies there",
    provoke: `head -c 300 ${MANIFESTS}/etcd.yaml >${MANIFESTS}/mine.yaml`,
    repair: `rm ${MANIFESTS}/mine.yaml`,
    says: /mine\.yaml/u,
  },
  {
    name: "a symbolic link stands where a certificate is written",
    provoke: "mv /etc/kubernetes/pki/apiserver.crt /root/; ln -s /root/apiserver.crt /etc/kubernetes/pki/apiserver.crt",
    repair: "mv /root/apiserver.crt /etc/kubernetes/pki/apiserver.crt",
    change: "apiServer: { certSANs: [api.example] }",
    says: /apiserver\.crt.*link|link.*apiserver\.crt/u,
  },
  {
    name: "a key can be read by everybody",
    provoke: "chmod 644 /etc/kubernetes/pki/sa.key",
    repair: "chmod 600 /etc/kubernetes/pki/sa.key",
    says: /sa\.key/u,
  },
  {
    name: "the disk of what is kept about the node is full",
    provoke: `mkdir /root/kept; cp -a /var/lib/steadyplane/. /root/kept/; mount -t tmpfs -o size=64k,mode=700 tmpfs /var/lib/steadyplane
      cp -a /root/kept/revisions /root/kept/init.json /var/lib/steadyplane/ || true; head -c 70000 /dev/zero >/var/lib/steadyplane/.fill || true`,
    repair: "umount /var/lib/steadyplane; rm -r /root/kept",
    says: /space|ENOSPC|full/u,
  },
  {
    name: "a manifest is a mount of its own",
    provoke: `cp -p ${MANIFESTS}/kube-scheduler.yaml /root/; mount --bind /root/kube-scheduler.yaml ${MANIFESTS}/kube-scheduler.yaml`,
    repair: `umount ${MANIFESTS}/kube-scheduler.yaml`,
    says: /kube-scheduler\.yaml.*mount|mount.*kube-scheduler\.yaml/u,
  },
  {
    name: "no inodes are left for what is kept about the node",
    provoke: `mkdir /root/kept; cp -a /var/lib/steadyplane/. /root/kept/; mount -t tmpfs -o size=256m,nr_inodes=24,mode=700 tmpfs /var/lib/steadyplane
      cp -a /root/kept/revisions /root/kept/init.json /var/lib/steadyplane/ || true; for i in $(seq 30); do touch /var/lib/steadyplane/.fill$i 2>/dev/null || break; done`,
    repair: "umount /var/lib/steadyplane; rm -r /root/kept",
    says: /inode/u,
  },
  {
    name: "a port of the second instance is taken",
    provoke: "setsid socat TCP-LISTEN:6444,fork EXEC:true </dev/null >/dev/null 2>&1 & sleep 1",
    repair: "pkill -x socat",
    change: flags.apiServer("goaway-chance", "0.00001"),
    says: /6444.*socat/u,
  },
  {
    name: "a manifest was edited by hand",
    provoke: `cp -p ${MANIFESTS}/kube-scheduler.yaml /root/; sed -i 's/^\\( *\\)- .*--profiling=false.*/&\\n\\1- --v=1/' ${MANIFESTS}/kube-scheduler.yaml`,
    repair: `cp -p /root/kube-scheduler.yaml /root/.x; mv /root/.x ${MANIFESTS}/kube-scheduler.yaml`,
    says: /kube-scheduler\.yaml/u,
  },
];

test.each(OBSTACLES.map((obstacle, index) => ({ ...obstacle, index })))(
  "where $name, apply refuses before it writes anything",
  async ({ index, ...obstacle }) => {
    const host = controlPlane();
    const before = await fingerprint(host);
    await host.sh(obstacle.provoke);
    const provoked = await fingerprint(host);
    try {
      const outcome = await applyOf(host, obstacle.change ?? flags.scheduler("kube-api-burst", `10${index}`));
      expectStatus(outcome, 3);
      expect(outcome.stderr).toMatch(obstacle.says);
      expect(outcome.tookMs).toBeLessThan(30_000);
      expect(await fingerprint(host)).toBe(provoked);
    } finally {
      await host.sh(obstacle.repair);
    }
    expect(await fingerprint(host)).toBe(before);
    await expectOneRevision(host);
  },
);

/** Everything that a change may write. */
async function fingerprint(host: TestHost): Promise<string> {
  return host.sh("find /etc/kubernetes /etc/steadyplane /var/lib/steadyplane -type f -exec sha256sum {} + | sort");
}
