import type { Http } from "../../../ports/http.ts";
import type { EtcdPlace } from "./etcd-layout.ts";

// Short, since an answer that is asked for during the election comes late.
const TIMEOUT_MS = 500;

/** Whether this instance has the data and serves it. */
export async function isServing({ readyUrl }: EtcdPlace, { http }: { readonly http: Http }): Promise<boolean> {
  const answer = await http.request({ url: readyUrl, timeoutMs: TIMEOUT_MS });
  return answer.kind === "answered" && answer.status === 200;
}
