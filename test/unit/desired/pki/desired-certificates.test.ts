import { describe, expect, test } from "vitest";
import { desiredCertificates } from "../../../../src/desired/pki/desired-certificates.ts";
import { absolute } from "../../../../src/domain/absolute-path.ts";
import type { ClusterSpec } from "../../../../src/domain/cluster-spec.ts";
import { exampleClusterSpec, exampleNodeSpec } from "../../../support/example-specs.ts";

function certificates(changes: Partial<ClusterSpec> = {}, advertiseAddress = "192.0.2.10") {
  const resources = desiredCertificates(exampleClusterSpec(changes), exampleNodeSpec({ advertiseAddress }));
  return resources.filter((resource) => resource.kind === "certificate");
}
function request(id: string, changes: Partial<ClusterSpec> = {}, advertiseAddress?: string) {
  return certificates(changes, advertiseAddress).find((certificate) => certificate.id === id)?.request;
}

describe("desiredCertificates", () => {
  test("an issuer stands before what it signs", () => {
    const ids = certificates().map(({ id }) => id);
    for (const { id, request: asked } of certificates()) {
      expect(asked.signedBy === "self" || ids.indexOf(asked.signedBy) < ids.indexOf(id), `${id}`).toBe(true);
    }
  });
  test("with external etcd nothing is made for etcd", () => {
    const etcd = {
      kind: "external",
      endpoints: ["https://192.0.2.20:2379"],
      httpEndpoints: [],
      caFile: "/ca",
      certFile: "/crt",
      keyFile: "/key",
    } as const;
    const resources = desiredCertificates(exampleClusterSpec({ etcd }), exampleNodeSpec());
    expect(resources.map(({ id }) => id)).toEqual([
      "ca",
      "apiserver",
      "apiserver-kubelet-client",
      "front-proxy-ca",
      "front-proxy-client",
      "sa",
    ]);
  });
  test("all files are below certificatesDir", () => {
    const resources = desiredCertificates(
      exampleClusterSpec({ certificatesDir: absolute("/srv/pki") }),
      exampleNodeSpec(),
    );
    const paths = resources.flatMap((resource) =>
      resource.kind === "certificate"
        ? [resource.certPath, resource.keyPath]
        : [resource.privatePath, resource.publicPath],
    );
    expect(paths).toHaveLength(22);
    expect(paths.filter((path) => !path.startsWith("/srv/pki/"))).toEqual([]);
    expect(paths).toContain("/srv/pki/etcd/healthcheck-client.key");
  });
  test("the API server carries the first address of the first service network, of either family", () => {
    const networking = { ...exampleClusterSpec().networking, serviceSubnets: ["fd00:10::/108", "10.96.0.0/12"] };
    expect(request("apiserver", { networking }, "2001:db8::a")?.ipAddresses).toEqual(["fd00:10::1", "2001:db8::a"]);
  });
  test("the host of controlPlaneEndpoint is a name or an address", () => {
    const named = request("apiserver", { controlPlaneEndpoint: { host: "cp.example.com", port: 6443 } });
    expect(named?.dnsNames).toContain("cp.example.com");
    const addressed = request("apiserver", { controlPlaneEndpoint: { host: "198.51.100.1", port: 6443 } });
    expect(addressed?.ipAddresses).toEqual(["10.96.0.1", "192.0.2.10", "198.51.100.1"]);
    expect(addressed?.dnsNames).not.toContain("198.51.100.1");
  });
  test("what is neither name nor address is left out", () => {
    const apiServer = {
      ...exampleClusterSpec().apiServer,
      certSANs: ["Not A Name", "*.*.example.com", "ok.example.com"],
    };
    expect(request("apiserver", { apiServer })?.dnsNames.filter((name) => name.includes("example"))).toEqual([
      "ok.example.com",
    ]);
    expect(request("apiserver", { apiServer })?.dnsNames).not.toContain("Not A Name");
  });
  test("an authority lives as long as authorities do, the rest as certificates do", () => {
    const changes = { caCertificateValidityMs: 2000, certificateValidityMs: 1000 };
    for (const { id, request: asked } of certificates(changes)) {
      expect(asked.validityMs, `${id}`).toBe(id.endsWith("ca") ? 2000 : 1000);
    }
  });
});
