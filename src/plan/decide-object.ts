import type { Decision } from "../domain/decision.ts";
import type { ObjectResource } from "../domain/resource.ts";
import { subjectOf } from "../domain/step.ts";
import { objectDifferences } from "./differences/object-differences.ts";
import type { SeenObject } from "./seen-object.ts";
import { unknownObjects } from "./unknown-objects.ts";

/** What an object of the API needs. Nothing is decided about one that could not be looked at. */
export function decideObject(resource: ObjectResource, seen: SeenObject): Decision {
  switch (seen.kind) {
    case "absent":
      return { kind: "create" };
    case "unreadable":
      return { kind: "reject", findings: [unknownObjects([subjectOf(resource)], seen.reason)] };
    case "present": {
      if (resource.manner === "create-only") {
        return { kind: "keep" };
      }
      const paths = objectDifferences(seen.value, resource.object).map(({ path }) => `${path} differs`);
      return paths.length === 0 ? { kind: "keep" } : { kind: "replace", because: [...new Set(paths)] };
    }
  }
}
