import type { PhasedResource } from "../desired/desired-node.ts";
import type { CertificateObservation } from "../domain/certificate-observation.ts";
import type { KubeconfigObservation } from "../domain/kubeconfig-observation.ts";
import type { KubernetesObject } from "../domain/kubernetes-object.ts";
import type { DesiredResource, ObjectResource } from "../domain/resource.ts";
import { subjectOf } from "../domain/step.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { SeenNode, SeenResource } from "./seen-node.ts";
import type { SeenObject } from "./seen-object.ts";

/** Digests of what a plan was made from, by what it is about. Equal digests lead to equal plans; no content can be read from them. */
export type ObservationDigests = Readonly<Record<string, string>>;

export interface DigestSource {
  readonly desired: readonly PhasedResource[];
  readonly seen: SeenNode;
  readonly objects: readonly ObjectResource[];
  readonly seenObjects: ReadonlyMap<string, SeenObject>;
}

/** `sha256` gives a digest in hexadecimal. What changes by itself has no part in it: the kubelet's own certificate, an object's status. */
export function observationDigests(source: DigestSource, sha256: (text: string) => string): ObservationDigests {
  const { desired, seen, objects, seenObjects } = source;
  const digest = (value: unknown): string => sha256(JSON.stringify(value));
  const host = desired.map(({ resource }) => {
    const subject = subjectOf(resource);
    return [subject, digest(telling(resource, seen.observations.get(subject)))] as const;
  });
  const inputs = [...seen.fingerprints].map(
    ([path, fingerprint]) => [`content of ${path}`, digest(fingerprint)] as const,
  );
  const applied = objects
    .filter(({ manner }) => manner === "apply")
    .map(({ object }) => object)
    .map((object) => {
      const subject = subjectOf({ kind: "object", object, manner: "apply" });
      return [subject, digest(tellingObject(object, seenObjects.get(subject)))] as const;
    });
  return Object.fromEntries([...host, ...inputs, ...applied].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function telling(resource: DesiredResource, observation: SeenResource | undefined): unknown {
  switch (observation?.kind) {
    case undefined:
    case "unknown-until":
      return undefined;
    case "path":
    case "account":
    case "service":
      return observation.kind === "service" ? observation.seen.state : observation.seen;
    case "key-pair":
      return observation.seen;
    case "certificate":
      return tellingCertificate(observation.seen);
    case "kubeconfig":
      return tellingKubeconfig(resource, observation.seen);
    default:
      return unreachable(observation);
  }
}

// Problems that come with time alone would make every plan stale.
function tellingCertificate(seen: CertificateObservation): unknown {
  return seen.kind === "present"
    ? { ...seen, pem: undefined, facts: seen.facts.fingerprint, problems: seen.problems.map(({ kind }) => kind) }
    : seen;
}

function tellingKubeconfig(resource: DesiredResource, seen: KubeconfigObservation): unknown {
  const isRotating = resource.kind === "kubeconfig" && resource.credential.kind === "rotating";
  return seen.kind === "present"
    ? {
        ...seen,
        client: isRotating ? undefined : seen.client?.fingerprint,
        problems: seen.problems.map(({ kind }) => kind),
      }
    : seen;
}

function tellingObject(wanted: KubernetesObject, seen: SeenObject | undefined): unknown {
  return seen?.kind === "present" ? partOf(seen.value, wanted) : seen?.kind;
}

/** The part of `live` that `wanted` speaks of. */
function partOf(live: unknown, wanted: unknown): unknown {
  if (!isMap(live) || !isMap(wanted)) {
    return live;
  }
  return Object.fromEntries(
    Object.keys(wanted)
      .toSorted()
      .map((name) => [name, partOf(live[name], wanted[name])]),
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
