import { expect, it } from "vitest";
import { externalEtcdMounts } from "../../../../src/desired/manifests/external-etcd-mounts.ts";
import type { Profile } from "../../../../src/domain/profile.ts";
import { exampleClusterSpec } from "../../../support/example-specs.ts";

it.each<[string, Profile, string, string, readonly string[]]>([
  ["mounts nothing for plain http", "secure", "", "", []],
  ["mounts nothing that the PKI mount shows", "secure", "/etc/kubernetes/pki/x/ca.crt", "/etc/ssl/certs/c.crt", []],
  ["mounts the outermost directory", "secure", "/srv/etcd/ca.crt", "/srv/etcd/client/c.crt", ["/srv/etcd"]],
  [
    "tells a directory from one whose name it begins",
    "secure",
    "/srv/etcd/a",
    "/srv/etcd2/b",
    ["/srv/etcd", "/srv/etcd2"],
  ],
  ["does not, where kubeadm does not", "kubeadm", "/srv/etcd/a", "/srv/etcd2/b", ["/srv/etcd"]],
  ["mounts a neighbour of the PKI", "secure", "/etc/kubernetes/pki-etcd/a", "", ["/etc/kubernetes/pki-etcd"]],
])("%s", (_, profile, caFile, certFile, expected) => {
  const etcd = { kind: "external", endpoints: [], httpEndpoints: [], caFile, certFile, keyFile: certFile } as const;
  const mounts = externalEtcdMounts(exampleClusterSpec({ profile, etcd }), etcd);

  expect(mounts.map(({ hostPath }) => hostPath)).toEqual(expected);
  expect(mounts.map(({ name }) => name)).toEqual(expected.map((__, index) => `etcd-certs-${index}`));
});
