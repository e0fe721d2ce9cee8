/** etcd in `status`. Sizes are bytes. */
export type EtcdView =
  | {
      readonly kind: "answers";
      readonly version: string;
      readonly isLeader: boolean;
      /** The leader's name; undefined where there is none. */
      readonly leader: string | undefined;
      readonly members: readonly { readonly name: string; readonly isLearner: boolean }[];
      readonly dbSize: number;
      readonly dbSizeInUse: number;
      readonly alarms: readonly string[];
    }
  | { readonly kind: "unknown"; readonly reason: string };
