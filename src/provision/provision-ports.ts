import type { RenderTemplate } from "../desired/templates.ts";
import type { Clock } from "../ports/clock.ts";
import type { Reporter } from "../ports/reporter.ts";
import type { Source } from "../ports/source.ts";
import type { ObservePorts } from "./observe-host.ts";

export interface ProvisionPorts extends ObservePorts {
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly source: Source;
  readonly render: RenderTemplate;
  /** Of this run's drafts. */
  readonly transactionId: string;
}
