import { addressesConflict } from "../../../plan/preflight/addresses-conflict.ts";
import { boundPorts } from "../../../plan/preflight/bound-ports.ts";
import { checkAdvertiseAddress } from "../../../plan/preflight/check-advertise-address.ts";
import { checkPorts } from "../../../plan/preflight/check-ports.ts";
import { type DoctorCheck, type Look, looked, lookAt, rejection, untold, warning } from "../doctor-check.ts";
import type { CniFacts, DoctorFacts, EndpointFact } from "../doctor-facts.ts";
import { asConfigured } from "../from-preflight.ts";

/** How the node is reached, and how its Pods are. */
export const NETWORK_CHECKS: readonly DoctorCheck[] = [
  {
    name: "advertise-address",
    hosts: "every",
    looksAt: "whether the address to advertise is one of this host's",
    finds: "rejects another where etcd is local, warns otherwise",
    remedy: "set localAPIEndpoint.advertiseAddress, or give the interface its address back",
    look: asConfigured(checkAdvertiseAddress, ({ assumed }) => assumed.node.advertiseAddress),
  },
  {
    name: "ports",
    hosts: "every",
    needsRoot: true,
    looksAt: "the ports of the control plane and the kubelet, and who holds them",
    finds: "rejects a port that another process holds",
    remedy: "stop that process, or choose another port",
    look: asConfigured(checkPorts, (facts) =>
      ownPorts(facts)
        .map(({ port }) => port)
        .join(", "),
    ),
  },
  {
    name: "ports-listening",
    hosts: "node",
    looksAt: "whether something listens on every port that the manifests and the kubelet's configuration name",
    finds: "rejects a port on which nobody listens",
    remedy: "steadyplane explain COMPONENT",
    look: listeningLook,
  },
  {
    name: "cni-configuration",
    hosts: "node",
    needsRoot: true,
    looksAt: "/etc/cni/net.d and the plugins that its first configuration names",
    finds: "warns where there is none, or a plugin is not installed",
    remedy: "install a CNI",
    look: ({ cni }) => lookAt(cni, "which CNI is configured", cniLook),
  },
  {
    name: "cni-ready",
    hosts: "node",
    needsRoot: true,
    looksAt: "whether the runtime says that the network of Pods is ready",
    finds: "warns where it is not: Pods without host networking do not start",
    remedy: "install a CNI, or repair it",
    look: ({ host: { runtime } }) =>
      lookAt(runtime, "whether the network of Pods is ready", ({ name, unmetConditions }) => {
        const unmet = unmetConditions.filter((condition) => condition.startsWith("NetworkReady"));
        return looked(
          "NetworkReady",
          unmet.map((condition) => networkNotReady(name, condition)),
        );
      }),
  },
  {
    name: "endpoint-name",
    hosts: "node",
    applies: ({ endpoint }) => endpoint.kind === "present" && isName(endpoint.value.host),
    looksAt: "whether the name of the control plane's endpoint resolves",
    finds: "rejects a name that does not",
    remedy: "repair DNS, or a line in /etc/hosts",
    look: ({ endpoint }) => lookAt(endpoint, "where kubectl goes", nameLook),
  },
  {
    name: "endpoint-answers",
    hosts: "node",
    applies: ({ endpoint }) => endpoint.kind !== "absent",
    looksAt: "whether an API server answers at the endpoint of admin.conf, with a certificate that names it",
    finds: "rejects where none does",
    remedy: "the load balancer, DNS, or the certificate's names",
    look: ({ endpoint }) => lookAt(endpoint, "where kubectl goes", answerLook),
  },
];

function ownPorts({ assumed: { cluster, node }, host }: DoctorFacts) {
  return boundPorts(cluster, node, host.request.kubeletConfiguration);
}

function listeningLook(facts: DoctorFacts): Look {
  return lookAt(facts.specs, "which ports are meant", () =>
    lookAt(facts.host.listeners, "which ports are in use", (listeners) => {
      const wanted = ownPorts(facts);
      const silent = wanted.filter(
        ({ address, port }) => !listeners.some((one) => one.port === port && addressesConflict(one.address, address)),
      );
      return looked(
        `${wanted.length} of ${wanted.length}`,
        silent.map(({ component, address, port }) =>
          rejection({
            what: `Nobody listens on ${address === "::" ? "" : `${address} `}port ${port}, which is ${component}'s.`,
            why: "Either it does not run, or it runs with other flags.",
            fix: [component === "kubelet" ? "steadyplane service logs kubelet" : `steadyplane explain ${component}`],
          }),
        ),
      );
    }),
  );
}

function cniLook({ configurations, plugins, missingPlugins }: CniFacts): Look {
  const [used] = configurations;
  if (used === undefined) {
    return looked("", [
      warning({
        what: "There is no CNI configuration in /etc/cni/net.d.",
        why: "Pods without host networking do not start, and the Node does not become Ready.",
        fix: ["Install a CNI, as its own documents say."],
      }),
    ]);
  }
  const missing = missingPlugins.map((plugin) =>
    warning({
      what: `${used} names the plugin ${plugin}, which is not installed.`,
      why: "Pods without host networking do not start.",
      fix: ["ls /opt/cni/bin /usr/lib/cni", `Install the plugin ${plugin}.`],
    }),
  );
  return looked(`${used}: ${plugins.join(", ")}`, missing);
}

function networkNotReady(runtime: string, condition: string) {
  return warning({
    what: `${runtime} says that the network of Pods is not ready.`,
    why: "Pods without host networking do not start, and the Node does not become Ready.",
    evidence: [condition],
    fix: ["ls -l /etc/cni/net.d", "Install a CNI, or repair it."],
  });
}

/** Not an address of either family. */
function isName(host: string): boolean {
  return /[a-z]/iu.test(host) && !host.includes(":");
}

function nameLook({ host, addresses }: EndpointFact): Look {
  if (addresses.kind === "absent") {
    return looked("", [
      rejection({
        what: `The name of the control plane's endpoint, ${host}, does not resolve.`,
        why: "The kubelet, kubectl and nodes that join go there.",
        fix: [`getent ahosts ${host}`, "Repair DNS, or add a line to /etc/hosts."],
      }),
    ]);
  }
  return addresses.kind === "unreadable"
    ? looked("", [untold(`whether ${host} resolves`, addresses.reason, [`getent ahosts ${host}`])])
    : looked(`${host}: ${addresses.value.join(", ")}`);
}

function answerLook({ url, answer }: EndpointFact): Look {
  if (answer.kind === "answered") {
    // Whether it is ready is another check's matter; here an API server was reached, and it is the right one.
    return looked(`${url} answers ${answer.status}`);
  }
  return looked("", [
    rejection({
      what: `No API server can be talked to at ${url}.`,
      why: "The kubelet, kubectl and nodes that join go there.",
      evidence: [`${answer.failure}: ${answer.message}`],
      fix: [`curl -k ${url}/readyz`, "steadyplane explain kube-apiserver", "Or repair what stands before it."],
    }),
  ]);
}
