import { absolute } from "../../src/domain/absolute-path.ts";
import { COMPONENTS } from "../../src/domain/component.ts";
import type {
  ManifestFact,
  PathFact,
  PreflightFacts,
  PreflightRequest,
} from "../../src/plan/preflight/preflight-facts.ts";

export const STATIC_POD_PATH = absolute("/etc/kubernetes/manifests");

/** What can be seen: a fact that is present. */
export function present<T>(value: T): { readonly kind: "present"; readonly value: T } {
  return { kind: "present", value };
}
export const ABSENT = { kind: "absent" } as const;
export const UNREADABLE = { kind: "unreadable", reason: "EACCES" } as const;

/** A directory of root that only root can change. */
export function pathFact(changes: Partial<PathFact> = {}): PathFact {
  return { type: "directory", mode: 0o755, owner: "root:root", size: 4096, ...changes };
}

/** What an init of the example cluster asks for. */
export function exampleRequest(changes: Partial<PreflightRequest> = {}): PreflightRequest {
  return {
    manifests: COMPONENTS.map((component) => absolute(`${STATIC_POD_PATH}/${component}.yaml`)),
    images: ["registry.k8s.io/kube-apiserver:v1.37.2"],
    localImageRepository: undefined,
    kubeletConfiguration: {},
    isResuming: false,
    builtAt: Date.UTC(2026, 0, 1),
    ...changes,
  };
}

/** A file in staticPodPath, as the kubelet finds it. */
export function manifestFact(name: string, text: string): ManifestFact {
  const status = present(pathFact({ type: "file", mode: 0o600, size: text.length }));
  return { path: absolute(`${STATIC_POD_PATH}/${name}`), status, text: present(text) };
}

/** The shortest manifest that is a component's. */
export function componentManifest(component: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${component}, namespace: kube-system, labels: { component: ${component} } }
spec: { containers: [{ name: ${component}, command: [${component}, --v=2] }] }
`;
}

/** A machine on which every check passes. */
export function exampleFacts(changes: Partial<PreflightFacts> = {}): PreflightFacts {
  const roomy = present({ bytes: 100 * 2 ** 30, inodes: 1_000_000 });
  return {
    request: exampleRequest(),
    userId: present(0),
    cpus: present(4),
    memoryBytes: present(8 * 2 ** 30),
    now: Date.UTC(2026, 5, 1),
    listeners: present([]),
    addresses: present(["127.0.0.1", "192.0.2.10"]),
    staticPods: {
      found: { source: "the default", path: STATIC_POD_PATH, agreements: [], disagreements: [], unreadable: [] },
      directory: present(pathFact({ mode: 0o700 })),
      parents: ["/", "/etc", "/etc/kubernetes"].map((path) => ({ path: absolute(path), status: present(pathFact()) })),
      manifests: present([]),
    },
    mounts: present([{ path: "/", fileSystem: "ext4", isReadOnly: false }]),
    runtime: present({ name: "containerd", version: "2.1.0", unmetConditions: [], hasRuntimeConfig: true }),
    images: [{ reference: "registry.k8s.io/kube-apiserver:v1.37.2", image: present({ id: "sha256:1" }) }],
    kubeletVersion: present("v1.37.2"),
    kubeletService: present({ state: "stopped", lastExit: undefined, lastLines: [], hasConfiguration: false }),
    etcdDataDirectory: { status: ABSENT, names: ABSENT },
    nodeNameAddresses: present(["192.0.2.10"]),
    programs: ["mount", "cp", "losetup"].map((name) => ({ name, isFound: true })),
    forwarding: { ipv4: present("1\n"), ipv6: present("0\n") },
    authorities: [{ path: absolute("/etc/kubernetes/pki/ca.crt"), notBefore: ABSENT }],
    space: ["/etc/kubernetes", "/var/lib/kubelet", "/var/lib/etcd"].map((path) => ({
      path: absolute(path),
      free: roomy,
    })),
    ...changes,
  };
}
