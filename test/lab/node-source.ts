import { arch } from "node:os";
import { ExecaCommands } from "../../src/adapters/execa-commands.ts";
import { GrpcContainerRuntime } from "../../src/adapters/grpc-container-runtime.ts";
import { NodeBinaryStore } from "../../src/adapters/node-binary-store.ts";
import { NodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { SystemClock } from "../../src/adapters/system-clock.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import type { Reporter } from "../../src/ports/reporter.ts";
import type { Program, Source } from "../../src/ports/source.ts";
import { busyboxImage } from "../../src/provision/images/image-content.ts";
import { importImage } from "../../src/provision/images/import-image.ts";
import { MODULES_CACHE, MODULES_REPOSITORY } from "../../src/provision/sources/modules/module-image.ts";
import { modulesSource } from "../../src/provision/sources/modules/modules-source.ts";

export const KUBERNETES_VERSION = "v1.37.2";
const ETCD_VERSION = "v3.7.0";

export const IMAGE_REPOSITORY: string = MODULES_REPOSITORY;
export const PAUSE_IMAGE = `${IMAGE_REPOSITORY}/pause:3.10.2`;
/** An image that no component uses, to run Pods from. */
export const BUSYBOX_IMAGE = `${IMAGE_REPOSITORY}/busybox:1`;
export const CONTROL_PLANE_IMAGES: readonly string[] = [
  PAUSE_IMAGE,
  ...["kube-apiserver", "kube-controller-manager", "kube-scheduler"].map(
    (name) => `${IMAGE_REPOSITORY}/${name}:${KUBERNETES_VERSION}`,
  ),
  `${IMAGE_REPOSITORY}/etcd:${ETCD_VERSION.slice(1)}-0`,
];

// What goes on a node's PATH, and what its images are made of.
const PROGRAMS: readonly Program[] = [
  "kubelet",
  "kubectl",
  "kubeadm",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "etcd",
  "etcdctl",
  "etcdutl",
];

/** Paths of verified programs, built first where the cache has none of them. `say` gets what goes on. */
export async function nodePrograms(say: (detail: string) => void): Promise<ReadonlyMap<Program, string>> {
  const source = sourceFor("/run/containerd/containerd.sock", say, "/tmp");
  const programs = new Map<Program, string>();
  for (const program of PROGRAMS) {
    programs.set(program, await source.binary(program, (detail) => say(`${program}: ${detail}`)));
  }
  return programs;
}

/** Path of the verified kube-proxy. Not on every node: it takes minutes to build, and most tests need no Services. */
export async function kubeProxyProgram(say: (detail: string) => void): Promise<string> {
  const source = sourceFor("/run/containerd/containerd.sock", say, "/tmp");
  return source.binary("kube-proxy", (detail) => say(`kube-proxy: ${detail}`));
}

/** Puts the images of a control plane, and one for test Pods, into the containerd at `socket`. */
export async function importNodeImages(socket: string, scratch: string, say: (detail: string) => void): Promise<void> {
  await sourceFor(socket, say, scratch).images(CONTROL_PLANE_IMAGES, say);
  const target = { address: absolute(socket), scratch: absolute(scratch) };
  const ports = { commands: new ExecaCommands(), store: new NodeBinaryStore() };
  await importImage(busyboxImage(BUSYBOX_IMAGE, absolute("/bin/busybox"), goArchitecture()), target, ports);
}

function sourceFor(socket: string, say: (detail: string) => void, scratch: string): Source {
  const reporter: Reporter = { notify: (event) => (event.kind === "warning" ? say(event.text) : undefined) };
  return modulesSource(
    {
      versions: { kubernetes: KUBERNETES_VERSION, etcd: ETCD_VERSION },
      architecture: goArchitecture(),
      cache: MODULES_CACHE,
      scratch: absolute(scratch),
      containerdAddress: absolute(socket),
      catatonit: absolute("/usr/bin/catatonit"),
    },
    {
      files: new NodeFileSystem(),
      store: new NodeBinaryStore(),
      commands: new ExecaCommands(),
      clock: new SystemClock(),
      runtime: new GrpcContainerRuntime(`unix://${socket}`),
      reporter,
    },
  );
}

function goArchitecture(): string {
  return arch() === "x64" ? "amd64" : arch();
}
