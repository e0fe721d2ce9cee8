import type { AbsolutePath } from "./absolute-path.ts";
import type { Confidential } from "./confidential.ts";
import type { JsonObject } from "./json.ts";
import type { KeyAlgorithm } from "./key-algorithm.ts";
import type { Profile } from "./profile.ts";

/** One command line argument. A list, since a flag may repeat. */
export interface Arg {
  readonly name: string;
  readonly value: string;
}

/** An environment variable of a container, as in a Pod's `env`; `valueFrom` is passed through as written. */
export type EnvVar = JsonObject;

export interface HostPathMount {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  /** A Pod's hostPath type; empty means that nothing is checked. */
  readonly pathType: string;
}

/** What kubeadm lets a user add to a component. */
export interface ComponentSpec {
  readonly extraArgs: readonly Arg[];
  readonly extraVolumes: readonly HostPathMount[];
  readonly extraEnvs: readonly EnvVar[];
}

export interface LocalEtcdSpec {
  readonly kind: "local";
  /** Repository of the etcd image, without name and tag. */
  readonly imageRepository: string;
  readonly imageTag: string;
  readonly dataDir: AbsolutePath;
  readonly extraArgs: readonly Arg[];
  readonly extraEnvs: readonly EnvVar[];
  readonly serverCertSANs: readonly string[];
  readonly peerCertSANs: readonly string[];
}

export interface ExternalEtcdSpec {
  readonly kind: "external";
  readonly endpoints: readonly string[];
  readonly httpEndpoints: readonly string[];
  /** Empty where etcd speaks plain http. */
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

export interface BootstrapToken {
  /** `id.secret`; the id is public, the secret is not. */
  readonly token: Confidential<string>;
  readonly tokenId: string;
  readonly description: string;
  /** 0 means that it does not expire. */
  readonly ttlMs: number;
  /** RFC 3339, instead of `ttlMs`. */
  readonly expires: string | undefined;
  readonly usages: readonly string[];
  readonly groups: readonly string[];
}

/** What is the same on every node of the cluster. */
export interface ClusterSpec {
  readonly profile: Profile;
  readonly clusterName: string;
  /** With its leading v. */
  readonly kubernetesVersion: string;
  /** host:port through which clients reach the API; undefined where it is the node's own address. */
  readonly controlPlaneEndpoint: { readonly host: string; readonly port: number } | undefined;
  readonly networking: {
    /** One CIDR, or two for dual stack. */
    readonly serviceSubnets: readonly string[];
    readonly podSubnets: readonly string[];
    readonly dnsDomain: string;
  };
  readonly apiServer: ComponentSpec & { readonly certSANs: readonly string[] };
  readonly controllerManager: ComponentSpec;
  readonly scheduler: ComponentSpec;
  readonly etcd: LocalEtcdSpec | ExternalEtcdSpec;
  readonly dns: { readonly imageRepository: string; readonly imageTag: string; readonly isDisabled: boolean };
  readonly proxy: { readonly isDisabled: boolean };
  readonly certificatesDir: AbsolutePath;
  readonly imageRepository: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly encryptionAlgorithm: KeyAlgorithm;
  readonly certificateValidityMs: number;
  readonly caCertificateValidityMs: number;
  /** The user's KubeletConfiguration and KubeProxyConfiguration, as written. */
  readonly kubeletConfiguration: JsonObject;
  readonly kubeProxyConfiguration: JsonObject;
  /** The ClusterConfiguration document with its defaults, as kubeadm-config holds it. */
  readonly clusterConfiguration: JsonObject;
}
