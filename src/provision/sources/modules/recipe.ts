import type { Program } from "../../../ports/source.ts";

/** Versions with their leading v. */
export interface ModuleVersions {
  readonly kubernetes: string;
  readonly etcd: string;
}

/** How a program is built from a published Go module. */
export interface Recipe {
  readonly program: Program;
  readonly module: string;
  readonly version: string;
  /** The main package. */
  readonly package: string;
  /** Every main package that is built from this module here; together they make its list of requirements. */
  readonly siblings: readonly string[];
  readonly ldflags: string;
  /** Kubernetes requires its staging modules as v0.0.0 and must be told which release that is. */
  readonly hasStagingModules: boolean;
}

const KUBERNETES = "k8s.io/kubernetes";
const KUBERNETES_PROGRAMS: readonly Program[] = [
  "kubelet",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubectl",
  "kubeadm",
  "kube-proxy",
];

/** The recipe of `program` at the version asked for. */
export function recipeFor(program: Program, versions: ModuleVersions): Recipe {
  switch (program) {
    case "etcd":
      return etcdRecipe(program, "go.etcd.io/etcd/server/v3", versions.etcd);
    case "etcdctl":
    case "etcdutl":
      return etcdRecipe(program, `go.etcd.io/etcd/${program}/v3`, versions.etcd);
    default:
      return {
        program,
        module: KUBERNETES,
        version: versions.kubernetes,
        package: kubernetesPackage(program),
        siblings: KUBERNETES_PROGRAMS.map(kubernetesPackage),
        ldflags: versionFlags(versions.kubernetes),
        hasStagingModules: true,
      };
  }
}

function etcdRecipe(program: Program, module: string, version: string): Recipe {
  return { program, module, version, package: module, siblings: [module], ldflags: "-s -w", hasStagingModules: false };
}

function kubernetesPackage(program: Program): string {
  return `${KUBERNETES}/cmd/${program}`;
}

// Without them the API server calls itself v0.0.0-master, and the skew checks of kubelet and kubeadm fail.
function versionFlags(version: string): string {
  const [major = "", minor = ""] = version.slice(1).split(".");
  const component = { gitVersion: version, gitMajor: major, gitMinor: minor };
  return [
    "-s -w",
    ...Object.entries(component).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`),
    `-X k8s.io/client-go/pkg/version.gitVersion=${version}`,
  ].join(" ");
}
