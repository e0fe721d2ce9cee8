import { checkKubeletService } from "../../../plan/preflight/check-kubelet-service.ts";
import { checkKubeletVersion } from "../../../plan/preflight/check-kubelet-version.ts";
import { type DoctorCheck, type Look, looked, lookAt, rejection, untold, warning } from "../doctor-check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { asConfigured, asIs } from "../from-preflight.ts";
import { kubeletLacks } from "../../health/kubelet-lacks.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { placed } from "../placed.ts";

/** The kubelet: its program, its service, its configuration. */
export const KUBELET_CHECKS: readonly DoctorCheck[] = [
  {
    name: "kubelet-version",
    hosts: "every",
    isProvisioned: true,
    looksAt: "the kubelet's program, and whether its version may work with the API server's",
    finds: "rejects where there is none, or one that is newer or more than three minor versions behind",
    remedy: "a kubelet of the right version",
    look: asConfigured(checkKubeletVersion, ({ host: { kubeletVersion } }) =>
      kubeletVersion.kind === "present" ? kubeletVersion.value : "",
    ),
  },
  {
    name: "kubelet-service",
    hosts: "every",
    isProvisioned: true,
    looksAt: "whether something keeps the kubelet running",
    finds: "rejects where nothing does, warns where it stops again and again",
    remedy: "steadyplane service logs kubelet",
    look: asIs(checkKubeletService, ({ host: { kubeletService } }) =>
      kubeletService.kind === "present" ? kubeletService.value.state : "",
    ),
  },
  {
    name: "kubelet-healthy",
    hosts: "node",
    looksAt: "the kubelet's healthz",
    finds: "rejects where it does not answer that it is well",
    remedy: "steadyplane service start kubelet",
    look: ({ snapshot }) => lookAt(snapshot, "whether the kubelet is well", healthLook),
  },
  {
    name: "kubelet-configuration",
    hosts: "node",
    looksAt: "whether the kubelet's configuration file can be decoded",
    finds: "rejects one that cannot, with line and column",
    remedy: "repair the file",
    look: configurationLook,
  },
  {
    name: "services-at-boot",
    hosts: "every",
    applies: ({ notAtBoot }) => notAtBoot.kind !== "absent",
    looksAt: "whether systemd starts kubelet and containerd at boot",
    finds: "warns about one that it does not",
    remedy: "systemctl enable NAME",
    look: ({ notAtBoot }) =>
      lookAt(notAtBoot, "what is started at boot", (names) =>
        looked(
          "kubelet and containerd",
          names.map((name) =>
            warning({
              what: `systemd does not start ${name} at boot.`,
              why: "After a reboot the node stays down until somebody starts it.",
              fix: [`systemctl enable ${name}`],
            }),
          ),
        ),
      ),
  },
  {
    name: "node-ready",
    hosts: "node",
    looksAt: "the Node object in the API",
    finds: "rejects where there is none, warns where it is not Ready",
    remedy: "steadyplane service logs kubelet",
    look: ({ snapshot }) => lookAt(snapshot, "whether the Node is Ready", nodeLook),
  },
];

function healthLook(seen: Snapshot): Look {
  if (seen.kubelet.healthz === undefined) {
    return looked("", [untold("whether the kubelet is well", "its configuration turns healthz off")]);
  }
  const findings = kubeletLacks(seen).map(({ detail, evidence }) =>
    rejection({
      what: `The kubelet does not work: ${detail}.`,
      why: "Nobody acts on manifests, and nothing that ends is started again.",
      evidence,
      fix: ["steadyplane service logs kubelet", "steadyplane service start kubelet"],
    }),
  );
  return looked("healthz ok", findings);
}

function configurationLook(facts: DoctorFacts): Look {
  const { kubeletConfiguration, kubeletConfigurationRemark: remark, kubeletConfigPath: path } = facts;
  if (remark !== undefined) {
    return looked("", [
      rejection({
        what: `${placed(path, remark)}.`,
        why: "The kubelet does not start with it again.",
        fix: [`head ${path}`, "steadyplane apply writes it anew."],
      }),
    ]);
  }
  if (kubeletConfiguration.kind === "absent") {
    return looked("", [
      rejection({
        what: `There is no ${path}.`,
        why: "The kubelet does not start without it.",
        fix: ["steadyplane apply writes it anew.", "steadyplane service status kubelet"],
      }),
    ]);
  }
  return lookAt(kubeletConfiguration, `what ${path} says`, () => looked(path));
}

function nodeLook({ cluster: { node }, expectation }: Snapshot): Look {
  const fix = ["steadyplane service logs kubelet"];
  switch (node.kind) {
    case "unreadable":
      return looked("", [
        untold("what the API says of this node", node.reason, ["steadyplane explain kube-apiserver"]),
      ]);
    case "absent":
      return looked("", [
        rejection({
          what: `The API has no Node ${expectation.nodeName}.`,
          why: "Nothing is scheduled to this node, and nobody sees its Pods.",
          fix,
        }),
      ]);
    case "present": {
      const notReady = warning({
        what: `The Node ${expectation.nodeName} is not Ready.`,
        why: "Nothing is scheduled to it.",
        fix,
      });
      return looked("Ready", node.value.isReady ? [] : [notReady]);
    }
  }
}
