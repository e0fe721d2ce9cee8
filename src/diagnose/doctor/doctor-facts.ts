import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { CertificateObservation } from "../../domain/certificate-observation.ts";
import type { Component } from "../../domain/component.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { KeyPairObservation } from "../../domain/key-pair-observation.ts";
import type { KubeconfigObservation } from "../../domain/kubeconfig-observation.ts";
import type { CertificateResource, KeyPairResource, KubeconfigResource } from "../../domain/resource.ts";
import type { Specs } from "../../domain/specs.ts";
import type { Committed } from "../../plan/drift/committed-files.ts";
import type { CertificateDates } from "../../observed/certificates/observe-expiring.ts";
import type { SeenStatus } from "../../plan/preflight/change/change-facts.ts";
import type { DecodedManifest, ManifestRemark } from "../../plan/preflight/decode-manifest.ts";
import type { PreflightFacts, Seen } from "../../plan/preflight/preflight-facts.ts";
import type { HttpAnswer } from "../../ports/http.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { EtcdView } from "../status/etcd-view.ts";

/** A file in staticPodPath that the kubelet reads, with what it holds. */
export interface FolderManifest {
  readonly path: AbsolutePath;
  readonly decoded: Seen<DecodedManifest>;
}

/** A name in staticPodPath that the kubelet passes over, and why: the rest of a sentence. */
export interface UnreadName {
  readonly name: string;
  readonly because: string;
}

export interface CniFacts {
  /** Configuration files of the first directory that the runtime reads, sorted. */
  readonly configurations: readonly AbsolutePath[];
  /** Plugins that the first of them names. */
  readonly plugins: readonly string[];
  readonly missingPlugins: readonly string[];
}

/** What a static Pod mounts: the content that its process was started with, as far as something tells, and now. */
export interface InputFact {
  readonly component: Component;
  readonly path: AbsolutePath;
  /** SHA-256 in hexadecimal; absent where neither the Pod nor a revision tells. */
  readonly started: Seen<string>;
  readonly now: Seen<string>;
}

/** A server's certificate: the one in its file, and the one it shows to clients. Fingerprints are SHA-256. */
export interface ServedFact {
  readonly component: Component;
  readonly address: string;
  readonly path: AbsolutePath;
  readonly onDisk: Seen<{ readonly fingerprint: string }>;
  /** `notAfter` in milliseconds since 1970. */
  readonly served: Seen<{ readonly fingerprint: string; readonly notAfter: number }>;
}

export interface ImageFact {
  readonly reference: string;
  /** Manifests that name it. */
  readonly usedBy: readonly string[];
  /** Whether a missing one may be pulled when it is needed. */
  readonly isPulled: boolean;
  readonly image: Seen<{ readonly id: string }>;
}

export interface EtcdMemberFact {
  readonly name: string;
  readonly isLearner: boolean;
  /** The last entry of the log that it has; unreadable where the member does not answer. */
  readonly raftIndex: Seen<number>;
}

/** A quantile is above the one bound, and no more than the other; Infinity where that was not measured. */
export interface QuantileRange {
  readonly above: number;
  readonly upTo: number;
}

export interface EtcdFacts {
  readonly view: EtcdView;
  readonly members: Seen<readonly EtcdMemberFact[]>;
  /** Bytes. */
  readonly quota: number;
  /** Between which two bounds, in milliseconds, the slowest of a hundred begin, since etcd started. */
  readonly fsyncMs: Seen<QuantileRange>;
  readonly commitMs: Seen<QuantileRange>;
}

export interface EndpointFact {
  readonly host: string;
  readonly url: string;
  /** Absent where the name is not known. */
  readonly addresses: Seen<readonly string[]>;
  readonly answer: HttpAnswer;
}

/** Everything that the checks of `doctor` look at. What could not be seen says so, and why. */
export interface DoctorFacts {
  /** `bare`: the host has neither a configuration of a kubelet nor a manifest. */
  readonly kind: "bare" | "node";
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What this host should be; of a node without a configuration, what its manifests say that it is. */
  readonly specs: Seen<Specs>;
  /** Where that is from, for people. */
  readonly specsSource: string;
  /** As `specs`, or the defaults: for what does not depend on them. */
  readonly assumed: Specs;
  /** Whether the configuration that is kept on this host is valid. */
  readonly storedIsValid: Seen<boolean>;
  readonly host: PreflightFacts;
  /** Release of the kernel. */
  readonly kernel: Seen<string>;
  /** Names of the programs that run and set the clock. */
  readonly timekeepers: readonly string[];
  /** Whether a runtime's socket is there at all. */
  readonly socket: Seen<true>;
  /** Services that systemd does not start at boot; absent where systemd does not run. */
  readonly notAtBoot: Seen<readonly string[]>;
  readonly manifests: Seen<readonly FolderManifest[]>;
  readonly unreadNames: Seen<readonly UnreadName[]>;
  readonly kubeletConfiguration: Seen<JsonObject>;
  /** Why the kubelet's configuration cannot be decoded. */
  readonly kubeletConfigurationRemark: ManifestRemark | undefined;
  readonly kubeletConfigPath: AbsolutePath;
  readonly cni: Seen<CniFacts>;
  /** Absent where there is no admin.conf. */
  readonly endpoint: Seen<EndpointFact>;
  readonly snapshot: Seen<Snapshot>;
  readonly images: readonly ImageFact[];
  readonly certificates: readonly { readonly resource: CertificateResource; readonly seen: CertificateObservation }[];
  readonly keyPairs: readonly { readonly resource: KeyPairResource; readonly seen: KeyPairObservation }[];
  readonly kubeconfigs: readonly { readonly resource: KubeconfigResource; readonly seen: KubeconfigObservation }[];
  readonly dates: CertificateDates;
  readonly directories: readonly SeenStatus[];
  readonly secrets: readonly SeenStatus[];
  readonly inputs: readonly InputFact[];
  readonly served: readonly ServedFact[];
  /** Undefined where etcd is not this host's. */
  readonly etcd: EtcdFacts | undefined;
  readonly committed: Committed;
  /** Sentences about a change that was begun and is not over. */
  readonly interrupted: Seen<readonly string[]>;
  readonly redirects: Seen<readonly string[]>;
}
