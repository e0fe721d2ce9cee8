import { COMPONENTS, type Component } from "../../../domain/component.ts";
import { kubernetesMinor } from "../../../plan/preflight/kubernetes-minor.ts";
import { describeExit } from "../../describe-exit.ts";
import { findCause } from "../../find-cause.ts";
import { componentLacks } from "../../health/component-lacks.ts";
import { mirrorPodLack } from "../../health/mirror-pod-lack.ts";
import type { ComponentSymptoms, Snapshot } from "../../snapshot/snapshot.ts";
import type { DoctorCheck, DoctorFinding, Look } from "../doctor-check.ts";
import { looked, lookAt, rejection, untold, warning } from "../doctor-check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";

const MANY_RESTARTS = 5;
const RECENT_MS = 3_600_000;
/** A holder renews every two seconds, and loses a lease after fifteen. */
const LEASE_MS = 30_000;

/** The components of the control plane, as they run. */
export const COMPONENT_CHECKS: readonly DoctorCheck[] = [
  ...COMPONENTS.map((component): DoctorCheck => ({
    name: `${component}-healthy`,
    hosts: "node",
    applies: ({ snapshot, specs }) =>
      specs.kind !== "present" || snapshot.kind !== "present" || symptomsOf(snapshot.value, component) !== undefined,
    needsRoot: true,
    looksAt: `${component}: manifest, Pod, process with the manifest's flags, health`,
    finds: "rejects where any of these is amiss, with the cause where it is certain",
    remedy: `steadyplane explain ${component}`,
    look: ({ snapshot }) =>
      lookAt(snapshot, `how ${component} is`, (seen) => healthLook(seen, symptomsOf(seen, component))),
  })),
  {
    name: "restarts",
    hosts: "node",
    needsRoot: true,
    looksAt: "how often components were started again, and when one last ended by itself",
    finds: `warns after ${MANY_RESTARTS} restarts, and for an hour after an end with an error`,
    remedy: "steadyplane logs COMPONENT --previous",
    look: ({ snapshot }) => withRuntime(snapshot, "how often components were restarted", restartsLook),
  },
  {
    name: "leases",
    hosts: "node",
    looksAt: "whether somebody leads as controller manager and as scheduler, and renews the lease",
    finds: "rejects a lease that nobody holds or that was not renewed for 30 s",
    remedy: "steadyplane explain kube-controller-manager",
    look: ({ snapshot }) => lookAt(snapshot, "who leads", leasesLook),
  },
  {
    name: "mirror-pods",
    hosts: "node",
    needsRoot: true,
    looksAt: "whether the API shows the very Pods that run",
    finds: "warns where one is missing or shows another manifest",
    remedy: "wait a minute; then steadyplane explain COMPONENT",
    look: ({ snapshot }) => withRuntime(snapshot, "what the API shows", mirrorPodsLook),
  },
  {
    name: "component-versions",
    hosts: "node",
    looksAt: "the versions in the manifests' images",
    finds:
      "rejects a controller manager or scheduler that is newer than the API server, or more than one minor version behind",
    remedy: "finish the upgrade",
    look: versionsLook,
  },
];

function symptomsOf({ components }: Snapshot, component: Component): ComponentSymptoms | undefined {
  return components.find(({ expected }) => expected.component === component);
}

function healthLook(snapshot: Snapshot, symptoms: ComponentSymptoms | undefined): Look {
  if (symptoms === undefined) {
    return looked("", [untold("whether it belongs on this host", "the API server's manifest cannot be read")]);
  }
  const { component } = symptoms.expected;
  const [lack] = componentLacks(withoutLeases(snapshot), symptoms);
  if (lack === undefined) {
    return looked(`running, healthy, pid ${symptoms.process?.pid ?? "unknown"}`);
  }
  const explain = `steadyplane explain ${component}`;
  const isReached =
    symptoms.probes.length > 0 &&
    symptoms.probes.every(({ answer }) => answer.kind === "answered" && answer.status === 200);
  // What answers as it should is not called broken because the runtime cannot be asked about it.
  if (snapshot.runtime.kind === "away" && isReached) {
    return looked("", [
      untold(`how ${component} runs, although it answers that it is well`, "the container runtime does not answer", [
        "steadyplane service status containerd",
      ]),
    ]);
  }
  const cause = findCause(snapshot);
  const isProven = cause?.stage === component;
  return looked("", [
    rejection({
      what: isProven ? cause.error.explanation.what : `${component} is not healthy: ${lack.detail}.`,
      why: "The control plane does not work without it.",
      evidence: (isProven ? cause.error.evidence : lack.evidence).slice(-4),
      fix: isProven ? [...cause.error.explanation.fix, explain] : [explain, `steadyplane logs ${component}`],
    }),
  ]);
}

/** On another node may lead who leads: that is the matter of a check of its own. */
function withoutLeases(snapshot: Snapshot): Snapshot {
  const { expectation } = snapshot;
  return { ...snapshot, expectation: { ...expectation, gates: { ...expectation.gates, leases: false } } };
}

function withRuntime(snapshot: DoctorFacts["snapshot"], subject: string, look: (seen: Snapshot) => Look): Look {
  return lookAt(snapshot, subject, (seen) =>
    seen.runtime.kind === "away"
      ? looked("", [
          untold(subject, "the container runtime does not answer", ["steadyplane service status containerd"]),
        ])
      : look(seen),
  );
}

function restartsLook({ components, at }: Snapshot): Look {
  const findings = components.flatMap(({ expected, pod: { restarts, exited } }): readonly DoctorFinding[] => {
    const endedLately = exited !== undefined && exited.exitCode !== 0 && at - exited.finishedAt < RECENT_MS;
    return restarts < MANY_RESTARTS && !endedLately
      ? []
      : [
          warning({
            what: `${expected.component} was started again ${restarts} times in its Pod.`,
            why: "Something ends it, and may do so again.",
            evidence:
              exited === undefined
                ? []
                : [`it last ${describeExit(exited)} at ${new Date(exited.finishedAt).toISOString()}`],
            fix: [`steadyplane logs ${expected.component} --previous --tail 50`],
          }),
        ];
  });
  return looked(components.map(({ expected, pod }) => `${expected.component} ${pod.restarts}`).join(", "), findings);
}

function leasesLook({ components, cluster, at }: Snapshot): Look {
  const { leases } = cluster;
  if (leases.kind === "unreadable") {
    return looked("", [
      untold("what the API says of this node", leases.reason, ["steadyplane explain kube-apiserver"]),
    ]);
  }
  const named = components.flatMap(({ expected }) =>
    expected.lease === undefined ? [] : [{ component: expected.component, name: expected.lease }],
  );
  const seen = named.map((one) => ({
    ...one,
    lease: leases.kind === "present" ? leases.value.get(one.name) : undefined,
  }));
  const findings = seen
    .filter(({ lease }) => lease === undefined || lease.holder === "" || at - lease.renewedAt > LEASE_MS)
    .map(({ component, name, lease }) =>
      rejection({
        what: `Nobody leads as ${component}: the Lease ${name} ${lease === undefined || lease.holder === "" ? "has no holder" : `was last renewed at ${new Date(lease.renewedAt).toISOString()}`}.`,
        why: component === "kube-scheduler" ? "No Pod is scheduled." : "No controller works.",
        fix: [`steadyplane explain ${component}`],
      }),
    );
  return looked(seen.map(({ name, lease }) => `${name}: ${lease?.holder.split("_")[0] ?? ""}`).join(", "), findings);
}

function mirrorPodsLook(snapshot: Snapshot): Look {
  const { mirrorPods } = snapshot.cluster;
  if (mirrorPods.kind === "unreadable") {
    return looked("", [
      untold("what the API says of this node", mirrorPods.reason, ["steadyplane explain kube-apiserver"]),
    ]);
  }
  const lacking = snapshot.components.flatMap((component) => {
    const lack = mirrorPodLack(snapshot, component);
    return lack === undefined ? [] : [lack];
  });
  const shown = warning({
    what: "The API does not show the Pods that run on this node.",
    why: "kubectl tells of an earlier state; the kubelet tries again within a minute or so.",
    evidence: lacking,
    fix: ["steadyplane service logs kubelet"],
  });
  return looked("all of them", lacking.length === 0 ? [] : [shown]);
}

function versionsLook({ manifests, snapshot }: DoctorFacts): Look {
  return lookAt(manifests, "which versions the manifests name", () =>
    lookAt(snapshot, "which versions the manifests name", ({ components }) => {
      const versions = components
        .filter(({ expected }) => expected.component !== "etcd")
        .map(({ expected: { component, image } }) => ({
          component,
          version: /:(?<tag>v[^@]+)/u.exec(image)?.groups?.["tag"] ?? "",
        }));
      const server = versions.find(({ component }) => component === "kube-apiserver");
      const wanted = kubernetesMinor(server?.version ?? "");
      if (wanted === undefined) {
        return looked("", [
          untold("the API server's version", "its image has no version for a tag", ["steadyplane status"]),
        ]);
      }
      const findings = versions.flatMap(({ component, version }): readonly DoctorFinding[] => {
        const minor = kubernetesMinor(version);
        if (minor === undefined) {
          return [untold(`the version of ${component}`, "its image has no version for a tag", ["steadyplane status"])];
        }
        return minor <= wanted && wanted - minor <= 1
          ? []
          : [
              rejection({
                what: `${component} is ${version}, the API server ${server?.version ?? ""}.`,
                why: "It may be as new as the API server, or one minor version older.",
                fix: ["Finish the upgrade: API server first, then the others."],
              }),
            ];
      });
      return looked(versions.map(({ component, version }) => `${component} ${version}`).join(", "), findings);
    }),
  );
}
