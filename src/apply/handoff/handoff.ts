import type { Component } from "../../domain/component.ts";

/** A component's manifest with the files that it needs to have changed. */
export interface Canonical {
  /** The whole manifest. */
  readonly text: string;
  /** Whether the files that this manifest was made for are in place. */
  readonly areInputsPlaced: () => Promise<boolean>;
  /**
   * Puts the files in place that this manifest was made for. Called when no process of the component reads them; safe
   * to repeat.
   */
  readonly placeInputs: () => Promise<void>;
  /** Whether it is what was there before a change that is being undone: nothing is left to be proven through a soak time. */
  readonly isProven?: boolean;
}

/**
 * How one component is given a new configuration while its clients go on. The order is `begin`, `replace`, `end`.
 * Every method is safe to repeat, also by another process after a crash, and rejects with a ToolError that names the
 * cause. Where `begin` fails the canonical instance was never touched: `end` alone puts everything back. Where
 * `replace` fails, `replace` with what was there before, then `end`.
 */
export interface Handoff {
  readonly component: Component;
  /** Whether anything of an earlier handoff is there: a second Pod, a table, a hold. */
  isLeftBehind(): Promise<boolean>;
  /** Starts the second instance with the new configuration and proves it; the canonical one stays as it is. */
  begin(): Promise<void>;
  /** Has the canonical manifest replaced and the new canonical instance proven; the second one does its work meanwhile. */
  replace(canonical: Canonical): Promise<void>;
  /** Gives the work back to the canonical instance, once that is healthy, and removes the second one with all its traces. */
  end(): Promise<void>;
}
