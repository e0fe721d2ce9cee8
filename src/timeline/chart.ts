/** What a stretch of time on a row was. */
export type BarKind =
  /** A step of the run. */
  | "step"
  | "failed"
  | "pull"
  /** Of an instance: its manifest is there, and the kubelet has not begun yet. */
  | "manifest"
  | "sandbox"
  | "container"
  /** Its process runs, and its health check has not passed yet. */
  | "starting"
  /** The canonical instance is ready; of traffic or a Lease, it is the one that has it. */
  | "ready"
  /** The same of the second instance. */
  | "second"
  /** Requests wait, or nobody leads. */
  | "held";

/** Milliseconds since the run began; both ends are within the axis. */
export interface Bar {
  readonly kind: BarKind;
  readonly fromMs: number;
  readonly toMs: number;
  /** What it shows, a few words. */
  readonly text: string;
}

/** One line of the chart. */
export interface Row {
  /** Its own among all rows. */
  readonly id: string;
  readonly label: string;
  /** A step of the run, a component, or a part of the component above it. */
  readonly level: "step" | "component" | "part";
  readonly bars: readonly Bar[];
  /** What became of it, where that is worth a word beside it. */
  readonly note: string;
}

/** At this moment `to` waited for `from`, or had just done so. Both are rows, by their ids. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly atMs: number;
  readonly because: string;
}

/** How a run went, ready to be drawn. */
export interface Chart {
  readonly node: string;
  readonly command: string;
  /** RFC 3339. */
  readonly startedAt: string;
  /** The axis goes from 0 to here. */
  readonly totalMs: number;
  readonly isDone: boolean;
  readonly failure: string;
  /** 0 where nothing was committed. */
  readonly revision: number;
  /** Ascending, the first 0. */
  readonly ticks: readonly number[];
  readonly rows: readonly Row[];
  readonly links: readonly Link[];
}
