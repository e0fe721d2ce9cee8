import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { TestHost } from "../lab/test-host.ts";
import { applyOf, flags, startApply } from "./support/change.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectOneRevision } from "./support/one-revision.ts";
import { componentProcesses } from "./support/processes.ts";
import { CONFIG_PATH, expectStatus, steadyplane } from "./support/steadyplane.ts";

const controlPlane = sharedControlPlane();
const CHANGE = flags.scheduler("kube-api-burst", "101");
const MANIFESTS = "/etc/kubernetes/manifests";

interface Obstacle {
  readonly name: string;
  readonly provoke: string;
  readonly repair: string;
  readonly status: number;
  readonly says: RegExp;
}

const OBSTACLES: readonly Obstacle[] = [
  {
    name: "the kubelet is stopped",
    provoke: "steadyplane service stop kubelet",
    repair: "steadyplane service start kubelet",
    status: 3,
    says: /kubelet/u,
  },
  {
    name: "containerd is stopped",
    provoke: "steadyplane service stop containerd",
    repair: "steadyplane service start containerd",
    status: 3,
    says: /containerd/u,
  },
  {
    name: "containerd hangs",
    provoke: "pkill -STOP -x containerd",
    repair: "pkill -CONT -x containerd",
    status: 3,
    says: /containerd/u,
  },
  {
    name: "the manifests' directory is read-only",
    provoke: `mount --bind ${MANIFESTS} ${MANIFESTS}; mount -o remount,bind,ro ${MANIFESTS}`,
    repair: `umount ${MANIFESTS}`,
    status: 3,
    says: /read-only|EROFS/u,
  },
  {
    name: "a copy of a manifest lies beside it",
    provoke: `cp ${MANIFESTS}/etcd.yaml ${MANIFESTS}/etcd.yaml.bak`,
    repair: `rm ${MANIFESTS}/etcd.yaml.bak`,
    status: 3,
    says: /etcd\.yaml\.bak/u,
  },
  {
    name: "somebody's half manifest lies there",
    provoke: `head -c 300 ${MANIFESTS}/etcd.yaml >${MANIFESTS}/mine.yaml`,
    repair: `rm ${MANIFESTS}/mine.yaml`,
    status: 3,
    says: /mine\.yaml/u,
  },
  {
    name: "a manifest is a symbolic link",
    provoke: `mv ${MANIFESTS}/kube-scheduler.yaml /root/s.yaml; ln -s /root/s.yaml ${MANIFESTS}/kube-scheduler.yaml`,
    repair: `mv /root/s.yaml ${MANIFESTS}/kube-scheduler.yaml`,
    status: 3,
    says: /kube-scheduler\.yaml.*link/u,
  },
  {
    name: "a key can be read by everybody",
    provoke: "chmod 644 /etc/kubernetes/pki/sa.key",
    repair: "chmod 600 /etc/kubernetes/pki/sa.key",
    status: 3,
    says: /sa\.key/u,
  },
  {
    name: "the disk of what is kept about the node is full",
    provoke: `mkdir /root/kept; cp -a /var/lib/steadyplane/. /root/kept/; mount -t tmpfs -o size=64k,mode=700 tmpfs /var/lib/steadyplane
      cp -a /root/kept/revisions /root/kept/init.json /var/lib/steadyplane/ || true; head -c 70000 /dev/zero >/var/lib/steadyplane/.fill || true`,
    repair: "umount /var/lib/steadyplane; rm -r /root/kept",
    status: 3,
    says: /space|ENOSPC|full/u,
  },
  {
    name: "a port of the second instance is taken",
    provoke: "setsid socat TCP-LISTEN:11259,fork EXEC:true </dev/null >/dev/null 2>&1 & sleep 1",
    repair: "pkill -x socat",
    status: 3,
    says: /11259/u,
  },
  {
    name: "a manifest was edited by hand",
    provoke: `cp -p ${MANIFESTS}/kube-scheduler.yaml /root/; sed -i 's/- --leader-elect=true/&\\n    - --v=1/' ${MANIFESTS}/kube-scheduler.yaml; sleep 3`,
    repair: `cp -p /root/kube-scheduler.yaml /root/.x; mv /root/.x ${MANIFESTS}/kube-scheduler.yaml`,
    status: 3,
    says: /kube-scheduler\.yaml/u,
  },
];

test.each(OBSTACLES)("where $name, apply refuses before it writes anything", async (obstacle) => {
  const host = controlPlane();
  const before = await fingerprint(host);
  await host.sh(obstacle.provoke);
  const provoked = await fingerprint(host);
  try {
    const outcome = await applyOf(host, CHANGE);
    expectStatus(outcome, obstacle.status);
    expect(outcome.stderr).toMatch(obstacle.says);
    expect(outcome.tookMs).toBeLessThan(30_000);
    expect(await fingerprint(host)).toBe(provoked);
  } finally {
    await host.sh(obstacle.repair);
  }
  expect(await fingerprint(host)).toBe(before);
  await expectOneRevision(host);
});

/** Everything that a change may write. */
async function fingerprint(host: TestHost): Promise<string> {
  return host.sh("find /etc/kubernetes /etc/steadyplane /var/lib/steadyplane -type f -exec sha256sum {} + | sort");
}
