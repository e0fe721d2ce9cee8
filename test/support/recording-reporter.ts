import type { Event, Reporter } from "../../src/ports/reporter.ts";

/** Keeps what it is told. */
export class RecordingReporter implements Reporter {
  readonly events: Event[] = [];

  notify(event: Event): void {
    this.events.push(event);
  }
  /** Events of one kind, in order. */
  of<K extends Event["kind"]>(kind: K): readonly Extract<Event, { readonly kind: K }>[] {
    return this.events.filter((event): event is Extract<Event, { readonly kind: K }> => event.kind === kind);
  }
}
