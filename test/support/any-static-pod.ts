import fc from "fast-check";
import { absolute } from "../../src/domain/absolute-path.ts";
import { COMPONENTS } from "../../src/domain/component.ts";
import type { StaticPodResource } from "../../src/domain/resource.ts";
import type { MountView, ProbeView, StaticPodView, VolumeView } from "../../src/domain/static-pod-view.ts";

const HOSTILE = [
  "a\nhostPID: true",
  "x: y",
  "# no",
  "{{scalar x}}",
  "$(HOME)",
  "${HOME}",
  "\u2028",
  "\u0085",
  "-",
  "'",
  '"',
  "&a",
  "*a",
  "!!int 1",
  "yes",
  "\u007f",
  "\\",
  "\t",
  "\r\n",
  "%",
  "@",
  "`",
  "|",
  ">",
  "null",
  "~",
  "",
  " ",
];
const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE));
const seconds = fc.nat({ max: 100 });
const request = fc.oneof(text, fc.constantFrom("250m", "100Mi", "1"));
const argument = fc.oneof(
  text,
  fc.constantFrom(
    "--secure-port=6443",
    "--secure_port=1",
    "--audit-log-path=/a.b/c",
    "--listen-client-urls=https://127.0.0.1:2379,https://[2001:db8::1]:2379",
    "--listen-metrics-urls=http://0.0.0.0:2381,http://127.0.0.1:2391",
  ),
);

const probe: fc.Arbitrary<ProbeView> = fc
  .record({
    host: text,
    path: text,
    scheme: fc.constantFrom("HTTP" as const, "HTTPS" as const),
    initialDelaySeconds: seconds,
    periodSeconds: seconds,
    timeoutSeconds: seconds,
    failureThreshold: seconds,
  })
  .map((view) => ({ ...view, hasHost: view.host !== "", hasInitialDelay: view.initialDelaySeconds !== 0 }));

const volume: fc.Arbitrary<VolumeView> = fc.record({ name: text, path: text, type: text, hasType: fc.boolean() });
const mount: fc.Arbitrary<MountView> = fc.record({ name: text, mountPath: text, isReadOnly: fc.boolean() });

const view: fc.Arbitrary<StaticPodView> = fc
  .record({
    component: fc.constantFrom(...COMPONENTS),
    annotations: fc.uniqueArray(fc.record({ name: text, value: text }), {
      selector: ({ name }) => name,
      maxLength: 3,
    }),
    image: text,
    imagePullPolicy: fc.constantFrom("Always" as const, "IfNotPresent" as const, "Never" as const),
    command: fc.array(argument, { minLength: 1, maxLength: 5 }),
    env: fc.array(fc.record({ name: text, value: text }), { maxLength: 3 }),
    probePort: fc.nat({ max: 65535 }),
    liveness: probe,
    readiness: probe,
    startup: probe,
    cpuRequest: request,
    memoryRequest: request,
    mounts: fc.array(mount, { minLength: 1, maxLength: 3 }),
    volumes: fc.array(volume, { minLength: 1, maxLength: 3 }),
  })
  .map((all) => ({ ...all, readiness: all.component === "kube-controller-manager" ? undefined : all.readiness }));

/** A static Pod of any component, whatever its values are. */
export const anyStaticPod: fc.Arbitrary<StaticPodResource> = view.map((described) => ({
  kind: "static-pod",
  component: described.component,
  path: absolute("/etc/kubernetes/manifests/pod.yaml"),
  mode: 0o600,
  owner: "root:root",
  view: described,
  inputs: [],
}));
