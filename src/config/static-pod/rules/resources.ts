import type { JsonObject } from "../../../domain/json.ts";
import type { Path } from "../../path.ts";
import { amountIn, containersIn, mapIn } from "../written-fields.ts";
import { isQualifiedName } from "./names.ts";
import type { PodRule, Report } from "./rule.ts";

const STANDARD = ["cpu", "memory", "ephemeral-storage"];

export const resourcesAreValid: PodRule = ({ spec }, report) => {
  for (const { item: container, at } of containersIn(spec)) {
    const { requests, limits } = mapIn(container["resources"]);
    checkList(mapIn(requests), [...at, "resources", "requests"], report);
    checkList(mapIn(limits), [...at, "resources", "limits"], report);
    for (const [name, request] of Object.entries(mapIn(requests))) {
      checkLimit(
        name,
        amountIn(request),
        amountIn(mapIn(limits)[name]),
        [...at, "resources", "requests", name],
        report,
      );
    }
  }
};

function checkList(list: JsonObject, at: Path, report: Report): void {
  for (const [name, quantity] of Object.entries(list)) {
    const isStandard = STANDARD.includes(name) || name.startsWith("hugepages-");
    if (!isStandard && !(name.includes("/") && isQualifiedName(name))) {
      report([...at, name], "there is no such resource", `the resources are ${STANDARD.join(", ")}`);
    }
    if ((amountIn(quantity) ?? 0) < 0) {
      report([...at, name], "must not be negative");
    }
  }
}

function checkLimit(
  name: string,
  request: number | undefined,
  limit: number | undefined,
  at: Path,
  report: Report,
): void {
  if (!STANDARD.includes(name)) {
    if (limit === undefined || request !== limit) {
      report(at, `needs a limit of ${name} that is the same`, "write it under limits too");
    }
  } else if (limit !== undefined && request !== undefined && request > limit) {
    report(at, `is more than the limit of ${name}`, "ask for less, or raise the limit");
  }
}
