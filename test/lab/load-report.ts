/** What the load program saw; see test/load/traffic.go. */
export interface TrafficReport {
  readonly seconds: number;
  readonly requests: number;
  readonly failed: number;
  /** Requests that a kept client repeated, as client-go does. */
  readonly retries: number;
  readonly slowestMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Between two answers, of all clients together. */
  readonly longestSilenceMs: number;
  readonly failures: readonly {
    readonly at: string;
    readonly worker: string;
    readonly method: string;
    readonly error: string;
  }[];
  readonly watch: {
    readonly events: number;
    readonly reconnects: number;
    readonly relists: number;
    readonly missed: number;
    readonly disordered: number;
  };
  /** Of the EndpointSlice `kubernetes`, where it was watched: its states one after the other, and how many were wrong. */
  readonly endpoints?: {
    readonly states: readonly {
      readonly at: string;
      readonly addresses: readonly string[];
      readonly ports: readonly number[];
    }[];
    readonly empty: number;
    readonly otherPort: number;
  };
}

/** Who led, and how long nobody did; see test/load/leadership.go. */
export interface LeasesReport {
  readonly leases: Readonly<
    Record<
      "kube-scheduler" | "kube-controller-manager",
      {
        readonly changes: readonly {
          readonly at: string;
          readonly from: string;
          readonly to: string;
          readonly withoutLeaderMs: number;
        }[];
        readonly longestMs: number;
      }
    >
  >;
  /** Looks at a lease that got no answer. */
  readonly unanswered: number;
}

/** What a whole load saw. */
export interface LoadReport {
  /** From the host, at the API server's own address. */
  readonly node: TrafficReport;
  /** From a Pod with a network of its own, through the ClusterIP; undefined where none was asked for. */
  readonly pod: TrafficReport | undefined;
  readonly leases: LeasesReport;
}
