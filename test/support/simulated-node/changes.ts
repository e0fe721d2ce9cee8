import type { ApplyRequest } from "../../../src/apply/transaction/apply-request.ts";
import { exampleClusterSpec } from "../example-specs.ts";
import { requestFor } from "./initialised-node.ts";

const { apiServer, scheduler, controllerManager, etcd, clusterConfiguration } = exampleClusterSpec();
const VERBOSE = { extraArgs: [{ name: "v", value: "4" }] };

const API_SERVER = { apiServer: { ...apiServer, ...VERBOSE } };
const ETCD = {
  etcd: etcd.kind === "local" ? { ...etcd, extraArgs: [{ name: "snapshot-count", value: "5000" }] } : etcd,
};
const LEADERS = {
  scheduler: { ...scheduler, ...VERBOSE },
  controllerManager: { ...controllerManager, ...VERBOSE },
};
const CERTIFICATE = { apiServer: { ...apiServer, certSANs: ["api.example.org"] } };

/** What nodes of {@link initialisedNode} are changed to, by what is special about it. */
export const CHANGES = {
  "an API server flag": requestFor(API_SERVER, "API server"),
  "an etcd flag": requestFor(ETCD, "etcd"),
  "flags of both leaders": requestFor(LEADERS, "leaders"),
  "a name in the API server's certificate": requestFor(CERTIFICATE, "certificate"),
  "all of these": requestFor(
    {
      ...ETCD,
      ...LEADERS,
      apiServer: { ...API_SERVER.apiServer, ...CERTIFICATE.apiServer, ...VERBOSE },
      clusterConfiguration: { ...clusterConfiguration, apiServer: { certSANs: ["api.example.org"] } },
    },
    "all",
  ),
  "the kubelet and the scheduler": requestFor(
    { kubeletConfiguration: { maxPods: 100 }, scheduler: LEADERS.scheduler },
    "kubelet",
  ),
} as const satisfies Readonly<Record<string, ApplyRequest>>;
