/** What requests of another Pod may take of a Node without displacing one that is there. Never negative. */
export interface PodRoom {
  /** Thousandths of a CPU. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}
