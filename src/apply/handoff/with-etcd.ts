import type { Etcd } from "../../ports/etcd.ts";
import type { HandoffEffects } from "./handoff-context.ts";

/** What `work` makes of the member that listens at `port`; the connection is closed in any case. */
export async function withEtcd<T>(
  port: number,
  { etcdAt }: Pick<HandoffEffects, "etcdAt">,
  work: (etcd: Etcd) => Promise<T>,
): Promise<T> {
  const etcd = await etcdAt(port);
  try {
    return await work(etcd);
  } finally {
    etcd.close();
  }
}
