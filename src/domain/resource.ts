import type { AbsolutePath } from "./absolute-path.ts";
import type { AuthorityId, CertificateRequest } from "./certificate-request.ts";
import type { Component } from "./component.ts";
import type { Confidential } from "./confidential.ts";
import type { KeyAlgorithm } from "./key-algorithm.ts";
import type { KubernetesObject } from "./kubernetes-object.ts";
import type { StaticPodView } from "./static-pod-view.ts";

/** user:group by name, as `stat -c %U:%G` prints it. */
export type Owner = "root:root" | "etcd:etcd";

export interface DirectoryResource {
  readonly kind: "directory";
  readonly path: AbsolutePath;
  readonly mode: number;
  readonly owner: Owner;
}

export interface FileResource {
  readonly kind: "file";
  readonly path: AbsolutePath;
  readonly mode: number;
  readonly owner: Owner;
  readonly text: string | Confidential<string>;
}

/** A certificate and its key, two files. An authority too, whose key may be elsewhere (external CA). */
export interface CertificateResource {
  readonly kind: "certificate";
  /** kubeadm's phase name: ca, apiserver, etcd-peer, … */
  readonly id: string;
  readonly certPath: AbsolutePath;
  readonly keyPath: AbsolutePath;
  readonly request: CertificateRequest;
}

/** A key pair without certificate: the service account keys. */
export interface KeyPairResource {
  readonly kind: "key-pair";
  readonly id: "sa";
  readonly privatePath: AbsolutePath;
  readonly publicPath: AbsolutePath;
  readonly algorithm: KeyAlgorithm;
}

export interface KubeconfigResource {
  readonly kind: "kubeconfig";
  /** kubeadm's phase name: admin, super-admin, kubelet, controller-manager, scheduler. */
  readonly id: string;
  readonly path: AbsolutePath;
  readonly server: string;
  readonly clusterName: string;
  readonly userName: string;
  readonly authority: AuthorityId;
  readonly request: CertificateRequest;
  /** Inside the kubeconfig, or certificate and key in one PEM file that the kubelet rotates by itself. */
  readonly credential: { readonly kind: "embedded" } | { readonly kind: "rotating"; readonly path: AbsolutePath };
}

export interface StaticPodResource {
  readonly kind: "static-pod";
  readonly component: Component;
  readonly path: AbsolutePath;
  readonly mode: number;
  readonly owner: Owner;
  readonly view: StaticPodView;
  /** Files that the Pod mounts and whose change must restart it; each gets a fingerprint annotation. Sorted; empty under `profile: kubeadm`. */
  readonly inputs: readonly AbsolutePath[];
}

/** A system user with a group of the same name, for files that CIS wants to be owned by it. */
export interface AccountResource {
  readonly kind: "account";
  readonly name: "etcd";
}

/** The kubelet, running with exactly these files. */
export interface ServiceResource {
  readonly kind: "service";
  readonly name: "kubelet";
  readonly needsRestartWhenChanged: readonly AbsolutePath[];
}

/** An object in the API, owned by the field manager `steadyplane`. */
export interface ObjectResource {
  readonly kind: "object";
  readonly object: KubernetesObject;
  /** `create-only`: an existing one is left as it is (a bootstrap token). */
  readonly manner: "apply" | "create-only";
}

/** One thing the host or its cluster must have. */
export type DesiredResource =
  | AccountResource
  | DirectoryResource
  | FileResource
  | CertificateResource
  | KeyPairResource
  | KubeconfigResource
  | StaticPodResource
  | ServiceResource
  | ObjectResource;
