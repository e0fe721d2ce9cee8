import fc from "fast-check";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { lintStaticPod } from "../../../src/config/static-pod/lint-static-pod.ts";
import { parsePodText } from "../../../src/config/static-pod/parse-pod-text.ts";
import { POD_FIELDS } from "../../../src/config/static-pod/pod-fields.ts";
import { renderStaticPod } from "../../../src/desired/manifests/render-static-pod.ts";
import { anyStaticPod } from "../../support/any-static-pod.ts";
import { renderTemplate } from "../../support/render-template.ts";

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/u);
const port = fc.integer({ min: 1, max: 65_535 });
const container = fc.record(
  {
    image: name,
    args: fc.array(fc.string(), { maxLength: 3 }),
    env: fc.array(fc.record({ name, value: fc.string() }), { maxLength: 3 }),
    imagePullPolicy: fc.constantFrom("Always", "IfNotPresent", "Never"),
    readinessProbe: fc.record({ tcpSocket: fc.record({ port }), periodSeconds: fc.nat({ max: 100 }) }),
    resources: fc.record({ requests: fc.record({ cpu: fc.constantFrom("100m", 1, "1.5") }) }),
  },
  { requiredKeys: ["image"] },
);
/** Pods that a kubelet runs. */
const goodPod = fc
  .record({
    pod: name,
    containers: fc.uniqueArray(fc.tuple(name, container), { minLength: 1, maxLength: 3, selector: ([of]) => of }),
    volumes: fc.uniqueArray(name, { maxLength: 3 }),
    hostNetwork: fc.boolean(),
  })
  .map(({ pod, containers, volumes, hostNetwork }) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: pod },
    spec: {
      hostNetwork,
      volumes: volumes.map((volume) => ({ name: volume, hostPath: { path: `/${volume}` } })),
      containers: containers.map(([of, rest]) => ({
        ...rest,
        name: of,
        volumeMounts: volumes.map((volume) => ({ name: volume, mountPath: `/in/${volume}` })),
      })),
    },
  }));
type GoodPod = typeof goodPod extends fc.Arbitrary<infer T> ? T : never;

const lint = (pod: unknown) => lintStaticPod("pod.yaml", JSON.stringify(pod, undefined, 1), "node-1");
const wordsOf = (pod: unknown) => lint(pod).rejected.map(({ path, message }) => `${path}: ${message}`);

it("accepts any whole Pod, in JSON as in YAML", () => {
  fc.assert(
    fc.property(goodPod, (pod) => {
      expect(wordsOf(pod)).toEqual([]);
      const text = stringify(pod, { version: "1.1" });
      expect(lintStaticPod("pod.yaml", text, "node-1").rejected).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

/** Each makes a Pod that no kubelet runs as a static one. */
const SPOILERS: Readonly<Record<string, (pod: GoodPod) => object>> = {
  "spec.serviceAccountName": (pod) => ({ ...pod, spec: { ...pod.spec, serviceAccountName: "a" } }),
  "spec.imagePullSecrets[0]": (pod) => ({ ...pod, spec: { ...pod.spec, imagePullSecrets: [{ name: "a" }] } }),
  "spec.restartPolicy": (pod) => ({ ...pod, spec: { ...pod.spec, restartPolicy: "always" } }),
  "spec.priority": (pod) => ({ ...pod, spec: { ...pod.spec, priority: "1" } }),
  "metadata.name": (pod) => ({ ...pod, metadata: { name: "Not_A_Name" } }),
  "spec.containers": (pod) => ({ ...pod, spec: { ...pod.spec, containers: [] } }),
  "spec.initContainers[0].image": (pod) => ({ ...pod, spec: { ...pod.spec, initContainers: [{ name: "only-init" }] } }),
  "spec.initContainers[0].env[0].valueFrom.secretKeyRef": (pod) => {
    const env = [{ name: "A", valueFrom: { secretKeyRef: { name: "a", key: "b" } } }];
    return { ...pod, spec: { ...pod.spec, initContainers: [{ name: "only-init", image: "a", env }] } };
  },
};

it("refuses what spoils any whole Pod, and names that and nothing else, at its place", () => {
  fc.assert(
    fc.property(goodPod, fc.subarray(Object.keys(SPOILERS), { minLength: 1, maxLength: 1 }), (pod, spoiled) => {
      const spoil = SPOILERS[spoiled[0] ?? ""];
      const { rejected } = lint(spoil?.(pod));
      expect(rejected.map(({ path }) => path)).toEqual(spoiled);
      expect(rejected[0]?.origin).toMatchObject({ kind: "file" });
    }),
    { numRuns: 200 },
  );
});

it("has a verdict on any value whatsoever, with places that are in the text", () => {
  const anything = fc.anything({ maxDepth: 4, values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)] });
  const field = fc.constantFrom(...Object.values(POD_FIELDS).flatMap((words) => words.split(" ").map(first)));
  const spec = fc.dictionary(field, anything, { maxKeys: 5 });
  fc.assert(
    fc.property(goodPod, spec, (pod, more) => {
      const text = JSON.stringify({ ...pod, spec: { ...pod.spec, ...more } }, undefined, 1) ?? "";
      const lines = text.split("\n");
      const { rejected, remarks } = lintStaticPod("pod.yaml", text, "node-1");
      for (const { origin } of [...rejected, ...remarks]) {
        expect(origin.kind === "file" && origin.column <= (lines[origin.line - 1]?.length ?? -1) + 1).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

it("has a verdict on any text whatsoever", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(lintStaticPod("pod.yaml", text, "node-1").rejected).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it("reads our own manifests as every other reader does", () => {
  fc.assert(
    fc.property(anyStaticPod, (pod) => {
      const text = renderStaticPod(pod, new Map(), renderTemplate);
      const parsed = parsePodText(text);
      expect(parsed.kind === "read" && parsed.document.value).toEqual(parse(text));
    }),
    { numRuns: 100 },
  );
});

function first(word: string): string {
  return word.split(":")[0] ?? "";
}
