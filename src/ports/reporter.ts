/** What happens, as it happens. Says nothing about how it is shown. */
export type Event =
  /** A stage of the work begins: one row on a terminal. `title` is a sentence without full stop. */
  | { readonly kind: "stage-started"; readonly stage: string; readonly title: string }
  /** What the stage does or waits for right now; replaces what it said before. */
  | { readonly kind: "stage-detail"; readonly stage: string; readonly detail: string }
  | { readonly kind: "stage-done"; readonly stage: string; readonly summary: string; readonly tookMs: number }
  | { readonly kind: "stage-skipped"; readonly stage: string; readonly title: string; readonly reason: string }
  | { readonly kind: "stage-failed"; readonly stage: string; readonly error: string }
  | { readonly kind: "warning"; readonly text: string };

export interface Reporter {
  notify(event: Event): void;
}
