import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { Component } from "../domain/component.ts";
import type { Confidential } from "../domain/confidential.ts";

/** One request that must be answered with 200. */
export interface ProbeExpectation {
  /** The last part of the path: readyz, livez, healthz. */
  readonly name: string;
  readonly url: string;
  /** Sent with the admin credential, the server's certificate verified. */
  readonly isAuthenticated: boolean;
  /** Whom the certificate must name, where the server is asked at another address. */
  readonly serverName?: string;
}

/** A static Pod of this node, as its manifest says. Times are milliseconds since 1970. */
export interface ComponentExpectation {
  readonly component: Component;
  readonly manifestPath: AbsolutePath;
  /** Name of its mirror Pod: `<component>-<node>`. */
  readonly podName: string;
  readonly image: string;
  readonly imagePullPolicy: "Always" | "IfNotPresent" | "Never";
  /** The binary, then its flags. */
  readonly command: readonly string[];
  readonly probes: readonly ProbeExpectation[];
  /** Lease in kube-system that it holds while it leads. */
  readonly lease: string | undefined;
  /** When this run wrote the manifest, taken before the write. Pods from before are not the one that is awaited. */
  readonly manifestWrittenAt: number | undefined;
  /** When this run last changed a file that the Pod mounts. Exits from before prove nothing. */
  readonly inputsWrittenAt: number | undefined;
}

/** How the API is reached on this node, as an administrator. */
export interface ApiAccess {
  /** https://address:port of this node's own API server. */
  readonly server: string;
  readonly caPem: string;
  readonly certPem: string;
  readonly keyPem: Confidential<string>;
}

/** Which observations beyond the components' own health must hold before the wait ends. They are reported in any case. */
export interface HealthGates {
  /** Leases are held by this host and were renewed by the running instance. */
  readonly leases: boolean;
  /** The Node object is there. */
  readonly node: boolean;
  /** Mirror Pods show the manifests that are on disk. */
  readonly mirrorPods: boolean;
}

/** What a healthy control-plane node is, on this host. */
export interface Expectation {
  readonly nodeName: string;
  readonly hostname: string;
  readonly staticPodPath: AbsolutePath;
  readonly kubeletConfigPath: AbsolutePath;
  readonly components: readonly ComponentExpectation[];
  /** Undefined where there is no usable kubeconfig: then the API is probed without a credential. */
  readonly api: ApiAccess | undefined;
  /** Undefined where the kubelet's configuration turns it off. */
  readonly kubeletHealthz: string | undefined;
  /** Directories whose file systems must have room. */
  readonly dataPaths: readonly AbsolutePath[];
  readonly gates: HealthGates;
}
