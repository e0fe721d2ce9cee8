/** A row of progress that is known beforehand. */
export interface Row {
  readonly stage: string;
  readonly title: string;
}
