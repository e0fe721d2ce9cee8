import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { renderSecondPod } from "../../../src/desired/handoff/render-second-pod.ts";
import { renderStaticPod } from "../../../src/desired/manifests/render-static-pod.ts";
import { anyStaticPod } from "../../support/any-static-pod.ts";
import { expectClosedList, type Pod } from "../../support/closed-list.ts";
import { renderTemplate } from "../../support/render-template.ts";
import { exampleSecondPodContext } from "../../support/second-pod-context.ts";

const room = fc.record({ cpuMilli: fc.nat(), memoryBytes: fc.nat() });

it("differs from the canonical Pod by the closed list and by nothing else, whatever the values are", () => {
  fc.assert(
    fc.property(anyStaticPod, room, (pod, free) => {
      const canonical = parse(renderStaticPod(pod, new Map(), renderTemplate)) as Pod;
      const context = exampleSecondPodContext({ room: free });
      const second = parse(renderSecondPod(pod, context, new Map(), renderTemplate)) as Pod;

      expectClosedList(pod.component, canonical, second);
      expect(second.metadata).toMatchObject({
        name: `${pod.component}-handoff`,
        labels: { "steadyplane.dev/handoff": pod.component },
        annotations: { "steadyplane.dev/transaction": "0123456789ab" },
      });
      expect(second.spec.terminationGracePeriodSeconds).toBe(2);
      expect(second.spec.containers[0].ports).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
