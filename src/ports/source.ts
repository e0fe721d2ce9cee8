import type { AbsolutePath } from "../domain/absolute-path.ts";

/** Programs that a source can give. */
export const PROGRAMS = [
  "kubelet",
  "kubectl",
  "kubeadm",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kube-proxy",
  "etcd",
  "etcdctl",
  "etcdutl",
] as const;
export type Program = (typeof PROGRAMS)[number];

/** What the source does right now, in a few words. Called often while something is made or fetched. */
export type SourceProgress = (detail: string) => void;

export interface ImageOutcome {
  readonly reference: string;
  /** `present`: it was there already. */
  readonly outcome: "present" | "imported" | "pulled";
}

/** Where programs and images come from: `bundle`, `release` or `modules`. Each is complete in itself. */
export interface Source {
  readonly name: "bundle" | "release" | "modules";
  /** Repository that the images of this source are named below. */
  readonly imageRepository: string;
  /**
   * An executable whose checksum was verified just now. It stays where it is: copy it, do not move it.
   * Rejects with a ToolError where it cannot be had.
   */
  binary(program: Program, progress: SourceProgress): Promise<AbsolutePath>;
  /** Whether it gave out this very file before, as far as it can tell without making or fetching anything. */
  recognises(program: Program, sha256: string): Promise<boolean>;
  /** Makes the images present in the container runtime, in the order asked for. Rejects with a ToolError at the first that cannot be had. */
  images(references: readonly string[], progress: SourceProgress): Promise<readonly ImageOutcome[]>;
}
