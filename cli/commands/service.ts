import { notAService } from "../../src/errors/usage.ts";
import { SERVICES, type ServiceName, type ServiceStatus } from "../../src/ports/services.ts";
import { compose } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { table } from "../output/table.ts";

type Verb = "status" | "start" | "stop" | "restart" | "logs";

/** Carries out one `service` command and resolves to the exit status: 1 for a service that does not run. */
export async function service(
  context: CommandContext,
  verb: Verb,
  name: string,
  options: { readonly lines?: string },
): Promise<number> {
  const wanted = SERVICES.find((known) => known === name);
  if (wanted === undefined) {
    throw notAService(name, SERVICES);
  }
  const { services } = compose(context);
  if (verb === "logs") {
    context.print((await services.logs(wanted, Number(options.lines ?? "50"))).join("\n"));
    return 0;
  }
  if (verb !== "status") {
    await services[verb](wanted);
  }
  const status = await services.status(wanted);
  context.print(describe(wanted, status));
  return verb === "stop" || status.state === "running" ? 0 : 1;
}

function describe(name: ServiceName, { state, pid, startedAt, restarts, lastExit }: ServiceStatus): string {
  return table([
    ["SERVICE", "STATE", "PID", "SINCE", "RESTARTS", "LAST EXIT"],
    [
      name,
      state,
      String(pid ?? "-"),
      startedAt === undefined ? "-" : new Date(startedAt).toISOString(),
      String(restarts),
      lastExit ?? "-",
    ],
  ]);
}
