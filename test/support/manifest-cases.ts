import { absolute } from "../../src/domain/absolute-path.ts";
import type { ClusterSpec, LocalEtcdSpec } from "../../src/domain/cluster-spec.ts";
import type { NodeSpec } from "../../src/domain/node-spec.ts";
import { exampleClusterSpec, exampleNodeSpec } from "./example-specs.ts";

/** A configuration that changes manifests in a way of its own. */
export interface ManifestCase {
  readonly cluster: Partial<ClusterSpec>;
  readonly node: Partial<NodeSpec>;
}

const V6_PODS = "2001:db8:1::/64";
const V6_SERVICES = "2001:db8:2::/112";
const DNS_DOMAIN = "cluster.local";
const WITHOUT_PODS = { podSubnets: [], serviceSubnets: ["10.96.0.0/12"], dnsDomain: DNS_DOMAIN };

/** Named as the folders in which kubeadm's own answers to the same configuration are kept. */
export const MANIFEST_CASES: Readonly<Record<string, ManifestCase>> = {
  default: { cluster: {}, node: {} },
  "external-etcd": {
    cluster: {
      etcd: {
        kind: "external",
        endpoints: ["https://192.0.2.21:2379", "https://192.0.2.22:2379"],
        httpEndpoints: [],
        caFile: "/etc/etcd/pki/ca.crt",
        certFile: "/etc/etcd/client/client.crt",
        keyFile: "/etc/etcd/client/client.key",
      },
    },
    node: {},
  },
  ipv6: {
    cluster: { networking: { podSubnets: [V6_PODS], serviceSubnets: [V6_SERVICES], dnsDomain: DNS_DOMAIN } },
    node: { advertiseAddress: "2001:db8::10" },
  },
  "dual-stack": {
    cluster: {
      networking: {
        podSubnets: ["10.244.0.0/16", V6_PODS],
        serviceSubnets: ["10.96.0.0/12", V6_SERVICES],
        dnsDomain: DNS_DOMAIN,
      },
    },
    node: {},
  },
  "extra-args": {
    cluster: {
      networking: WITHOUT_PODS,
      apiServer: {
        certSANs: [],
        extraArgs: [
          { name: "v", value: "4" },
          { name: "authorization-mode", value: "RBAC,Node" },
          { name: "service-account-issuer", value: "https://one.example" },
          { name: "service-account-issuer", value: "https://two.example" },
          { name: "audit-log-path", value: "-" },
        ],
        extraVolumes: [
          { name: "extra", hostPath: "/srv/extra", mountPath: "/extra", readOnly: true, pathType: "Directory" },
          { name: "ca-certs", hostPath: "/srv/ca", mountPath: "/etc/ssl/certs", readOnly: false, pathType: "" },
        ],
        extraEnvs: [
          { name: "ZONE", value: "a" },
          { name: "HTTP_PROXY", value: "http://192.0.2.3:8080" },
          { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
        ],
      },
      controllerManager: {
        extraArgs: [
          { name: "bind-address", value: "0.0.0.0" },
          { name: "node-cidr-mask-size", value: "25" },
        ],
        extraVolumes: [],
        extraEnvs: [],
      },
      scheduler: {
        extraArgs: [
          { name: "bind-address", value: "192.0.2.10" },
          { name: "authorization-kubeconfig", value: "$(HOME)/x: # {{y}}\nz" },
        ],
        extraVolumes: [],
        extraEnvs: [],
      },
      etcd: {
        ...localEtcd(),
        dataDir: absolute("/srv/etcd"),
        extraArgs: [
          { name: "listen-metrics-urls", value: "http://0.0.0.0:2391,http://127.0.0.1:2381" },
          { name: "advertise-client-urls", value: "https://etcd.example:2379" },
        ],
        extraEnvs: [{ name: "GOGC", value: "50" }],
      },
    },
    node: {},
  },
  "named-endpoint": {
    cluster: {
      networking: WITHOUT_PODS,
      clusterName: "two",
      controlPlaneEndpoint: { host: "api.example", port: 8443 },
      certificatesDir: absolute("/srv/pki"),
    },
    node: {},
  },
};

function localEtcd(): LocalEtcdSpec {
  const { etcd } = exampleClusterSpec();
  if (etcd.kind !== "local") {
    throw new TypeError("the example cluster has its own etcd");
  }
  return etcd;
}

/** Cluster and node of the case `name`. */
export function specsOf(name: string, profile: ClusterSpec["profile"]): { cluster: ClusterSpec; node: NodeSpec } {
  const found = MANIFEST_CASES[name];
  if (found === undefined) {
    throw new RangeError(`no case named ${name}`);
  }
  return { cluster: exampleClusterSpec({ profile, ...found.cluster }), node: exampleNodeSpec(found.node) };
}
