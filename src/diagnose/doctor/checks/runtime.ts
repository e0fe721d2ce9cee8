import { checkCgroupDriver } from "../../../plan/preflight/check-cgroup-driver.ts";
import { checkContainerRuntime } from "../../../plan/preflight/check-container-runtime.ts";
import { checkImages } from "../../../plan/preflight/check-images.ts";
import type { DoctorCheck, DoctorFinding, Look } from "../doctor-check.ts";
import { count, looked, lookAt, reasonOf, rejection, untold, warning } from "../doctor-check.ts";
import type { DoctorFacts, ImageFact } from "../doctor-facts.ts";
import { asDoctors, withKubelet } from "../from-preflight.ts";

/** The container runtime and what it has. */
export const RUNTIME_CHECKS: readonly DoctorCheck[] = [
  {
    name: "runtime",
    hosts: "every",
    needsRoot: true,
    looksAt: "whether a container runtime answers and is ready",
    finds: "rejects where none does; on a bare host that has none, warns",
    remedy: "steadyplane service status containerd",
    look: runtimeLook,
  },
  {
    name: "runtime-version",
    hosts: "every",
    applies: hasRuntime,
    needsRoot: true,
    looksAt: "whether the runtime is new enough for this kubelet and the next",
    finds: "rejects one that the kubelet cannot use, warns about one that the next cannot",
    remedy: "a newer runtime",
    look: (facts) =>
      lookAt(facts.host.runtime, "the runtime's version", ({ name, version }) =>
        lookAt(facts.specs, "which Kubernetes is meant", (specs) =>
          looked(
            `${name} ${version}`,
            checkContainerRuntime(specs.cluster, specs.node, facts.host)
              .filter(({ check }) => check !== "CRI")
              .map(asDoctors),
          ),
        ),
      ),
  },
  {
    name: "cgroup-driver",
    hosts: "every",
    applies: hasRuntime,
    looksAt: "the cgroup drivers of kubelet and runtime",
    finds: "rejects two that differ, and systemd where it does not run",
    remedy: "cgroupDriver in KubeletConfiguration, or the runtime's configuration",
    look: withKubelet(
      checkCgroupDriver,
      ({ assumed }) => assumed.node.facts.runtimeCgroupDriver ?? "the runtime's own",
    ),
  },
  {
    name: "images",
    hosts: "every",
    needsRoot: true,
    looksAt: "the images that the next start needs, of every manifest: would this node survive a reboot?",
    finds: "rejects a missing one that cannot be pulled, warns about one that would have to be",
    remedy: "pull or import it now",
    look: (facts) => (facts.kind === "node" ? imagesLook(facts) : bareImagesLook(facts)),
  },
];

/** A bare host may have none yet, which another check tells. */
function hasRuntime({ kind, socket }: DoctorFacts): boolean {
  return kind === "node" || socket.kind !== "absent";
}

function runtimeLook(facts: DoctorFacts): Look {
  const { host } = facts;
  const { cluster, node } = facts.assumed;
  const findings = checkContainerRuntime(cluster, node, host)
    .filter(({ check }) => check === "CRI")
    .map(asDoctors);
  const missing = warning({
    what: "There is no container runtime on this host yet.",
    why: "The control plane runs in containers.",
    fix: ["steadyplane up", "Or install containerd."],
  });
  const saw = host.runtime.kind === "present" ? `${host.runtime.value.name} answers at ${node.criSocket}` : "";
  return looked(saw, hasRuntime(facts) ? findings : [missing]);
}

// A container that runs does not need its image any more, so its absence shows only at the next start.
function imagesLook({ images, manifests }: DoctorFacts): Look {
  return lookAt(manifests, "which images are needed", (files) => {
    const unknown = files.flatMap(({ path, decoded }) =>
      decoded.kind === "unreadable" ? [untold(`which image ${path} needs`, decoded.reason)] : [],
    );
    return looked(`all of ${images.length}`, [...images.flatMap(imageFinding), ...unknown]);
  });
}

function imageFinding({ reference, usedBy, isPulled, image }: ImageFact): readonly DoctorFinding[] {
  if (image.kind === "present") {
    return [];
  }
  if (image.kind === "unreadable") {
    return [untold("whether the images are on this host", reasonOf(image), ["steadyplane service status containerd"])];
  }
  const explained = {
    what: `The image ${reference} is not on this host.`,
    evidence: [`needed by ${usedBy.join(", ")}`],
    fix: [`ctr -n k8s.io images pull ${reference}`, "Or import it from an archive: ctr -n k8s.io images import FILE"],
  };
  return [
    isPulled
      ? warning({ ...explained, why: "The next start has to pull it, and waits for the registry." })
      : rejection({ ...explained, why: "It cannot be pulled: after a reboot its containers would not start." }),
  ];
}

function bareImagesLook({ host, specs }: DoctorFacts): Look {
  return lookAt(specs, "which images are needed", ({ cluster, node }) => {
    const missing = host.images.filter(({ image }) => image.kind !== "present").length;
    const saw = missing === 0 ? `all of ${host.images.length}` : `${count(missing, "image")} to be pulled`;
    // On a host that has nothing yet, `up` makes what no registry has.
    return looked(
      saw,
      checkImages(cluster, node, host).map((finding) => ({ ...asDoctors(finding), level: "warn" })),
    );
  });
}
