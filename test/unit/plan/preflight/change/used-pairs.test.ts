import { expect, test } from "vitest";
import { absolute } from "../../../../../src/domain/absolute-path.ts";
import { usedPairs } from "../../../../../src/plan/preflight/change/used-pairs.ts";
import { NodeInMemory } from "../../../../support/node-in-memory.ts";

const pods = () =>
  new NodeInMemory().desired().flatMap(({ resource }) => (resource.kind === "static-pod" ? [resource] : []));
const names = (pairs: ReturnType<typeof usedPairs>) =>
  pairs.map(({ component, certificate }) => `${component} ${certificate.replace("/etc/kubernetes/pki/", "")}`);

test("every certificate that a flag names with its key is one", () => {
  expect(names(usedPairs(pods(), []))).toEqual([
    "etcd etcd/server.crt",
    "etcd etcd/peer.crt",
    "kube-apiserver apiserver.crt",
    "kube-apiserver apiserver-etcd-client.crt",
    "kube-apiserver apiserver-kubelet-client.crt",
    "kube-apiserver front-proxy-client.crt",
  ]);
});

test("what the plan makes itself is not, nor what the container sees at another path", () => {
  const made = [absolute("/etc/kubernetes/pki/apiserver.crt"), absolute("/etc/kubernetes/pki/etcd/peer.key")];
  const elsewhere = pods().map((pod) => ({
    ...pod,
    view: { ...pod.view, volumes: pod.view.volumes.map((volume) => ({ ...volume, path: `/srv${volume.path}` })) },
  }));
  expect(names(usedPairs(pods(), made))).not.toContain("kube-apiserver apiserver.crt");
  expect(names(usedPairs(pods(), made))).not.toContain("etcd etcd/peer.crt");
  expect(usedPairs(elsewhere, [])).toEqual([]);
});
