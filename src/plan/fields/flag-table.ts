import { ETCD_FLAGS } from "./etcd-flags.ts";
import { API_SERVER_FLAGS } from "./api-server-flags.ts";
import { CONTROLLER_FLAGS } from "./controller-flags.ts";
import type { FlagRow } from "./field-row.ts";
import { KUBELET_FLAGS } from "./kubelet-flags.ts";

/** Every flag that cannot just be changed. */
export const FLAG_TABLE: readonly FlagRow[] = [
  ...API_SERVER_FLAGS,
  ...CONTROLLER_FLAGS,
  ...ETCD_FLAGS,
  ...KUBELET_FLAGS,
];
