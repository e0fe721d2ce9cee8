import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import { extrasOfPods } from "./components.ts";
import type { Report } from "./rule.ts";

/** References to API objects: pkg/kubelet/config/common.go refuses static Pods that have them. */
const API_REFERENCES = ["configMapKeyRef", "secretKeyRef"];

/** Environment variables as the kubelet takes them in a static Pod. */
export function variablesAreForStaticPods({ cluster }: EffectiveConfig, report: Report): void {
  for (const { document, path, extras } of extrasOfPods(cluster, "extraEnvs")) {
    for (const [index, { name, value, valueFrom }] of extras.entries()) {
      // Printable ASCII without the equals sign: IsRelaxedEnvVarName in apimachinery.
      if (typeof name !== "string" || !/^[ -<>-~]{1,256}$/u.test(name)) {
        const shown = quote(String(name));
        report(
          document,
          [...path, index, "name"],
          `${shown} is not the name of a variable`,
          "write printable ASCII without =",
        );
      }
      if (value !== undefined && value !== "" && valueFrom !== undefined) {
        report(document, [...path, index], "has both value and valueFrom", "keep one of the two");
      }
      const reference = API_REFERENCES.find(
        (field) => typeof valueFrom === "object" && Object.hasOwn(valueFrom ?? {}, field),
      );
      if (reference !== undefined) {
        const message = "static Pods cannot refer to objects in the API, they start before it";
        report(document, [...path, index, "valueFrom", reference], message, "write the value, or mount a file");
      }
    }
  }
}
