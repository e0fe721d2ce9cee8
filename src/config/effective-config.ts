import type { Arg, EnvVar, HostPathMount } from "../domain/cluster-spec.ts";
import type { JsonObject } from "../domain/json.ts";
import type { KeyAlgorithm } from "../domain/key-algorithm.ts";
import type { Taint } from "../domain/node-spec.ts";
import type { Profile } from "../domain/profile.ts";

export interface EffectiveComponent {
  readonly extraArgs: readonly Arg[];
  readonly extraVolumes: readonly HostPathMount[];
  readonly extraEnvs: readonly EnvVar[];
}

export interface EffectiveLocalEtcd {
  /** Empty where the cluster's is used. */
  readonly imageRepository: string;
  /** Empty where the tag follows the Kubernetes version. */
  readonly imageTag: string;
  readonly dataDir: string;
  readonly extraArgs: readonly Arg[];
  readonly extraEnvs: readonly EnvVar[];
  readonly serverCertSANs: readonly string[];
  readonly peerCertSANs: readonly string[];
}

export interface EffectiveExternalEtcd {
  readonly endpoints: readonly string[];
  readonly httpEndpoints: readonly string[];
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** ClusterConfiguration with its defaults, spelled as kubeadm does; an empty text is "not set", as in Go. */
export interface EffectiveCluster {
  readonly etcd: {
    readonly local: EffectiveLocalEtcd | undefined;
    readonly external: EffectiveExternalEtcd | undefined;
  };
  readonly networking: { readonly serviceSubnet: string; readonly podSubnet: string; readonly dnsDomain: string };
  readonly kubernetesVersion: string;
  readonly controlPlaneEndpoint: string;
  readonly apiServer: EffectiveComponent & { readonly certSANs: readonly string[] };
  readonly controllerManager: EffectiveComponent;
  readonly scheduler: EffectiveComponent;
  readonly dns: { readonly imageRepository: string; readonly imageTag: string; readonly disabled: boolean };
  readonly proxy: { readonly disabled: boolean };
  readonly certificatesDir: string;
  readonly imageRepository: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly clusterName: string;
  readonly encryptionAlgorithm: KeyAlgorithm;
  readonly certificateValidityPeriod: string;
  readonly caCertificateValidityPeriod: string;
}

export interface EffectiveToken {
  /** Empty where one is still to be made. */
  readonly token: string;
  readonly description: string;
  readonly ttl: string;
  /** Empty where `ttl` counts. */
  readonly expires: string;
  readonly usages: readonly string[];
  readonly groups: readonly string[];
}

/** kubeadm's names of the timeouts, each with a Go duration. */
export interface EffectiveTimeouts {
  readonly controlPlaneComponentHealthCheck: string;
  readonly kubeletHealthCheck: string;
  readonly kubernetesAPICall: string;
  readonly etcdAPICall: string;
  readonly tlsBootstrap: string;
  readonly discovery: string;
  readonly upgradeManifests: string;
}

/** InitConfiguration with its defaults. */
export interface EffectiveInit {
  readonly bootstrapTokens: readonly EffectiveToken[];
  readonly nodeRegistration: {
    /** Empty where the host is not known. */
    readonly name: string;
    readonly criSocket: string;
    readonly taints: readonly Taint[];
    readonly kubeletExtraArgs: readonly Arg[];
    readonly ignorePreflightErrors: readonly string[];
    readonly imagePullPolicy: "Always" | "IfNotPresent" | "Never";
    readonly imagePullSerial: boolean;
  };
  readonly localAPIEndpoint: {
    /** Empty where none is written and the host has no default route, or is not known. */
    readonly advertiseAddress: string;
    readonly bindPort: number;
  };
  readonly certificateKey: string;
  readonly skipPhases: readonly string[];
  readonly patchesDirectory: string;
  readonly timeouts: EffectiveTimeouts;
}

export interface EffectiveSteadyplane {
  readonly strategy: "handoff" | "restart";
  readonly soak: string;
  readonly healthTimeout: string;
  readonly source: "auto" | "bundle" | "release" | "modules";
}

/** What counts once every default is filled in. Values have their types, but may still break a rule. */
export interface EffectiveConfig {
  readonly profile: Profile;
  readonly cluster: EffectiveCluster;
  readonly init: EffectiveInit;
  readonly kubelet: JsonObject;
  readonly kubeProxy: JsonObject;
  readonly steadyplane: EffectiveSteadyplane;
}
