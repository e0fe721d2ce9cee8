import type { DocumentKind } from "../document-kinds.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Path } from "../path.ts";

/** A place where the user may add something to a program, and where it stands. */
export interface ExtrasAt<T> {
  readonly document: DocumentKind;
  readonly path: Path;
  readonly extras: readonly T[];
}

type Cluster = EffectiveConfig["cluster"];
type Extras = "extraArgs" | "extraEnvs";

/** The same list of all static Pods. */
export function extrasOfPods<Field extends Extras>(
  cluster: Cluster,
  field: Field,
): readonly ExtrasAt<Cluster["scheduler"][Field][number]>[] {
  const document = "ClusterConfiguration";
  return [
    { document, path: ["apiServer", field], extras: cluster.apiServer[field] },
    { document, path: ["controllerManager", field], extras: cluster.controllerManager[field] },
    { document, path: ["scheduler", field], extras: cluster.scheduler[field] },
    { document, path: ["etcd", "local", field], extras: cluster.etcd.local?.[field] ?? [] },
  ];
}
