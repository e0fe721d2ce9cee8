import { Listr, type ListrTask, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from "listr2";
import type { Event, Reporter } from "../../src/ports/reporter.ts";
import { seconds } from "../output/format-duration.ts";
import type { Row } from "./row.ts";

type Wrapper = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

const TICK_MS = 1_000;

/**
 * A list of tasks on a terminal: a row for each stage, in the order given. Rows wait for the events of their stage;
 * a stage that ended before its row's turn shows as done at once. A stage without a row, such as the taking back of one
 * that failed, is left to `others` below the list.
 */
export function showWithListr(rows: readonly Row[], others: Reporter): Reporter & { close(): Promise<void> } {
  const states = new Map(rows.map(({ stage }) => [stage, new RowState()]));
  const warnings: string[] = [];
  // listr2 would otherwise catch SIGINT itself and exit with 127 before our own clean-up has run.
  const list = new Listr(
    rows.map((row) => taskOf(row, states.get(row.stage) ?? new RowState())),
    {
      registerSignalListeners: false,
      rendererOptions: { collapseErrors: false, collapseSkips: true, showErrorMessage: false },
    },
  );
  // What failed is told by whoever runs the stages; the list only draws it.
  const drawn = list.run().catch(() => undefined);
  return {
    notify(event) {
      if (event.kind === "warning") {
        warnings.push(event.text);
        return;
      }
      const state = states.get(event.stage);
      if (state === undefined) {
        void drawn.then(() => others.notify(event));
      } else {
        state.take(event);
      }
    },
    async close() {
      for (const state of states.values()) {
        state.giveUp();
      }
      await drawn;
      for (const warning of warnings) {
        process.stderr.write(`warning: ${warning}\n`);
      }
    },
  };
}

function taskOf(row: Row, state: RowState): ListrTask {
  return {
    title: row.title,
    task: async (_context, task) => state.follow(row.title, task as Wrapper),
  };
}

type End = Extract<Event, { kind: "stage-done" | "stage-skipped" | "stage-failed" }> | { readonly kind: "given-up" };

class RowState {
  #wrapper: Wrapper | undefined;
  #title = "";
  #detail = "";
  #startedAt = 0;
  readonly #ended = Promise.withResolvers<End>();

  take(event: Exclude<Event, { kind: "warning" }>): void {
    if (event.kind === "stage-detail") {
      this.#detail = event.detail;
      this.#draw();
    } else if (event.kind !== "stage-started") {
      this.#ended.resolve(event);
    }
  }

  giveUp(): void {
    this.#ended.resolve({ kind: "given-up" });
  }

  async follow(title: string, wrapper: Wrapper): Promise<void> {
    this.#wrapper = wrapper;
    this.#title = title;
    this.#startedAt = performance.now();
    const ticking = setInterval(() => this.#draw(), TICK_MS);
    this.#draw();
    const end = await this.#ended.promise;
    clearInterval(ticking);
    switch (end.kind) {
      case "stage-done":
        wrapper.title = `${title}: ${end.summary} (${seconds(end.tookMs)})`;
        return;
      case "stage-skipped":
        wrapper.skip(`${title} (${end.reason})`);
        return;
      case "stage-failed":
        wrapper.title = `${title}: ${end.error}`;
        throw new Error(end.error);
      case "given-up":
        wrapper.skip(`${title} (not reached)`);
    }
  }

  #draw(): void {
    if (this.#wrapper !== undefined) {
      const elapsedMs = performance.now() - this.#startedAt;
      const words = this.#detail === "" ? this.#title : `${this.#title}: ${this.#detail}`;
      this.#wrapper.title = elapsedMs < TICK_MS ? words : `${words} (${Math.floor(elapsedMs / 1000)} s)`;
    }
  }
}
