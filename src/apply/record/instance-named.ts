import { COMPONENTS } from "../../domain/component.ts";
import { secondPodName } from "../../domain/handoff/second-names.ts";
import type { InstanceName } from "../../domain/run-record.ts";

/** Which instance of which component has a name that begins like this, with a hyphen or a dot behind it. */
export function instanceNamed(name: string): InstanceName | undefined {
  const isNamed = (start: string): boolean => name.startsWith(`${start}-`) || name === `${start}.yaml`;
  for (const component of COMPONENTS) {
    if (isNamed(secondPodName(component))) {
      return { component, instance: "second" };
    }
    if (isNamed(component)) {
      return { component, instance: "canonical" };
    }
  }
  return undefined;
}
