import * as fc from "fast-check";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { printConfiguration } from "../../../src/config/print-configuration.ts";
import { configProblemsError } from "../../../src/errors/config.ts";
import { configured, validly } from "../../unit/config/configured.ts";

const KUBEADM = "kubeadm.k8s.io/v1beta4";
/** Any text that YAML can hold. */
const anyText = fc.string({ unit: "grapheme", maxLength: 20 }).filter((value) => !/[\0\ufffd]/u.test(value));
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/u);
const extraArgs = fc.array(fc.record({ name, value: anyText }), { maxLength: 3 });
const duration = fc.integer({ min: 1, max: 10_000_000 }).map((ms) => `${ms}ms`);

const init = fc.record(
  {
    nodeRegistration: fc.record(
      {
        name,
        kubeletExtraArgs: extraArgs,
        taints: fc.constantFrom([], [{ key: "a", effect: "NoExecute" }]),
        imagePullSerial: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    localAPIEndpoint: fc.record({ bindPort: fc.integer({ min: 11_000, max: 65_535 }) }, { requiredKeys: [] }),
    bootstrapTokens: fc.array(fc.record({ description: anyText, ttl: duration }, { requiredKeys: [] }), {
      maxLength: 1,
    }),
    timeouts: fc.record({ discovery: duration, etcdAPICall: duration }, { requiredKeys: [] }),
    skipPhases: fc.array(anyText, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const cluster = fc.record(
  {
    kubernetesVersion: fc.constantFrom("v1.37.2", "1.36.0"),
    controlPlaneEndpoint: fc.constantFrom("lb.example.com", "lb.example.com:8443", "[fd00::1]:1"),
    networking: fc.record(
      { podSubnet: fc.constantFrom("10.244.0.0/16", "10.244.1.0/20"), dnsDomain: name },
      { requiredKeys: [] },
    ),
    apiServer: fc.record(
      {
        extraArgs,
        certSANs: fc.array(name),
        extraEnvs: fc.array(fc.record({ name, value: anyText }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
    scheduler: fc.record({ extraArgs }, { requiredKeys: [] }),
    etcd: fc.constantFrom(
      {},
      { local: { dataDir: "/data/etcd" } },
      { external: { endpoints: ["http://192.0.2.1:2379"] } },
    ),
    dns: fc.record({ disabled: fc.boolean(), imageTag: fc.constant("v1") }, { requiredKeys: [] }),
    featureGates: fc.constantFrom({}, { RootlessControlPlane: false }),
    encryptionAlgorithm: fc.constantFrom("RSA-2048", "ECDSA-P384"),
    caCertificateValidityPeriod: fc.constantFrom("90000h", "87600h0m0s"),
  },
  { requiredKeys: [] },
);

const kubelet = fc.record(
  { maxPods: fc.nat(), providerID: anyText, evictionHard: fc.dictionary(name, anyText) },
  { requiredKeys: [] },
);

const configuration = fc
  .record({ init, cluster, kubelet, profile: fc.constantFrom("secure", "kubeadm") })
  .map((parts) =>
    [
      { apiVersion: KUBEADM, kind: "InitConfiguration", ...parts.init },
      { apiVersion: KUBEADM, kind: "ClusterConfiguration", ...parts.cluster },
      { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration", ...parts.kubelet },
      { apiVersion: "steadyplane.dev/v1alpha1", kind: "SteadyplaneConfiguration", profile: parts.profile },
    ]
      // JSON is YAML, but for what JSON leaves as it is.
      .map((document) =>
        JSON.stringify(document).replace(/[\u007f-\u009f]/gu, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
      )
      .join("\n---\n"),
  );

it("what is printed says what was read", () => {
  fc.assert(
    fc.property(configuration, (written) => {
      const first = validly(written);
      const options = { revealTokens: true, tool: first.tool };
      const printed = printConfiguration(first.cluster, first.node, options);
      const second = validly(printed);
      expect(second.cluster).toEqual(first.cluster);
      expect({ ...second.node, bootstrapTokens: [] }).toEqual({ ...first.node, bootstrapTokens: [] });
      expect(second.tool).toEqual(first.tool);
      expect(printConfiguration(second.cluster, second.node, options)).toBe(printed);
    }),
    { numRuns: 200 },
  );
});

/** Text that is nearly a configuration, so that it comes further than the parser. */
const almostYaml = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "apiVersion: kubeadm.k8s.io/v1beta4\n",
        "kind: ClusterConfiguration\n",
        "kind: InitConfiguration\n",
      ),
      fc.constantFrom(
        "---\n",
        "- ",
        "? ",
        ": ",
        "  ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "!!x ",
        "|\n",
        "'",
        '"',
        "#",
        "\n",
        "<<",
        "%",
      ),
      fc.constantFrom(
        "networking",
        "etcd",
        "external",
        "extraArgs",
        "featureGates",
        "__proto__",
        "constructor",
        "null",
        "1e999",
      ),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

it("no text makes the reader throw", () => {
  fc.assert(
    fc.property(fc.oneof(almostYaml, fc.string({ unit: "binary" })), (input) => {
      expect(evidenceOf(input).every((line) => line !== "")).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

/** What an operator is told about `text`; nothing where it is valid. */
function evidenceOf(input: string): readonly string[] {
  const outcome = configured(input);
  return outcome.kind === "valid" ? [] : configProblemsError(outcome.problems).evidence;
}

/** Values of every type at every field that is known. */
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, -1, 1.5, "", "a", "10.0.0.0/8", "/a", "https://a"),
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(
      fc.constantFrom(
        "name",
        "value",
        "local",
        "external",
        "endpoints",
        "extraArgs",
        "extraEnvs",
        "extraVolumes",
        "valueFrom",
        "token",
        "taints",
        "key",
        "serviceSubnet",
        "podSubnet",
        "imageTag",
        "directory",
      ),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
})).value;

it("no value of a known field makes reader or rules throw", () => {
  const fields = [
    "networking",
    "etcd",
    "apiServer",
    "scheduler",
    "dns",
    "featureGates",
    "bootstrapTokens",
    "nodeRegistration",
    "patches",
    "localAPIEndpoint",
  ];
  const document = fc.record({
    kind: fc.constantFrom("ClusterConfiguration", "InitConfiguration"),
    fields: fc.dictionary(fc.constantFrom(...fields), json),
  });
  fc.assert(
    fc.property(document, ({ kind, fields: values }) => {
      const text = stringify({ apiVersion: KUBEADM, kind, ...values }, { aliasDuplicateObjects: false });
      expect(evidenceOf(text).every((line) => line !== "")).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
