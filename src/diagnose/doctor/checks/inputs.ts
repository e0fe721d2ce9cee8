import type { DoctorCheck, DoctorFinding, Look } from "../doctor-check.ts";
import { count, looked, reasonOf, rejection, untold, warning } from "../doctor-check.ts";
import type { DoctorFacts, InputFact, ServedFact } from "../doctor-facts.ts";

/** What processes have read, against what is on disk. */
export const INPUT_CHECKS: readonly DoctorCheck[] = [
  {
    name: "inputs-loaded",
    hosts: "node",
    looksAt:
      "fingerprints of every file that a component mounts (certificates, kubeconfigs, policies), against those that it was started with",
    finds: "warns about a file that has changed since, such as a renewed certificate that the process has not read",
    remedy: "steadyplane apply replaces the component",
    look: inputsLook,
  },
  {
    name: "certificates-served",
    hosts: "node",
    applies: ({ served, specs }) => served.length > 0 || specs.kind !== "present",
    looksAt: "the certificates that API server and etcd show to clients, against their files",
    finds: "warns about another than the file's, rejects one that has expired",
    remedy: "steadyplane apply replaces the component",
    look: servedLook,
  },
];

function inputsLook({ inputs }: DoctorFacts): Look {
  const components = [...new Set(inputs.map(({ component }) => component))];
  const findings = components.flatMap((component) =>
    componentFindings(
      component,
      inputs.filter((input) => input.component === component),
    ),
  );
  const none = untold("what the components were started with", "none of them runs, or its manifest cannot be read");
  return looked(count(inputs.length, "file"), inputs.length === 0 ? [none] : findings);
}

function componentFindings(component: string, inputs: readonly InputFact[]): readonly DoctorFinding[] {
  const changed = inputs.filter(
    ({ started, now }) => started.kind === "present" && now.kind === "present" && started.value !== now.value,
  );
  // An optional file may have been absent from the start.
  const missing = inputs.filter(
    ({ started, now }) => now.kind === "absent" && !(started.kind === "present" && started.value === "absent"),
  );
  const unknown = inputs.flatMap(({ started, now }) =>
    [now, started].flatMap((seen) => (seen.kind === "unreadable" ? [seen.reason] : [])).slice(0, 1),
  );
  const unrecorded = inputs.filter(({ started }) => started.kind === "absent");
  return [
    ...missing.map(({ path }) =>
      rejection({
        what: `${path}, which ${component} reads, is not there any more.`,
        why: "It runs with what it has read, and does not start again.",
        fix: ["Put it back before anything is restarted.", "steadyplane plan"],
      }),
    ),
    ...(changed.length === 0
      ? []
      : [
          warning({
            what: `${component} was started with another content of ${count(changed.length, "file")}.`,
            why: "Some files a process reads again while it runs, most only at its start: it may still use the old content.",
            evidence: changed.map(
              (input) => `${input.path}: started with ${short(input.started)}, now ${short(input.now)}`,
            ),
            fix: ["steadyplane plan", "steadyplane apply replaces the component, and nothing else."],
          }),
        ]),
    ...(unknown.length === 0 ? [] : [untold(`what ${component} was started with`, unknown[0] ?? "")]),
    ...(unrecorded.length === 0
      ? []
      : [
          untold(
            `whether ${component} has read its files as they are now`,
            `neither its Pod nor a revision says what ${count(unrecorded.length, "file")} held when it started`,
            ["steadyplane apply records it from then on."],
          ),
        ]),
  ];
}

function short(seen: InputFact["now"]): string {
  return seen.kind === "present" ? seen.value.slice(0, 12) : seen.kind;
}

function servedLook({ served, specs, now }: DoctorFacts): Look {
  const reason = specs.kind === "present" ? "" : reasonOf(specs);
  return looked(
    served.map(({ component, address }) => `${component} at ${address}`).join(", "),
    served.length === 0
      ? [untold("which certificates are shown", reason)]
      : served.flatMap((one) => servedFindings(one, now)),
  );
}

function servedFindings(
  { component, address, path, onDisk, served }: ServedFact,
  now: number,
): readonly DoctorFinding[] {
  if (served.kind !== "present") {
    return [
      untold(`which certificate ${component} shows at ${address}`, reasonOf(served), [
        `steadyplane explain ${component}`,
      ]),
    ];
  }
  if (served.value.notAfter <= now) {
    return [
      rejection({
        what: `${component} shows a certificate that expired at ${new Date(served.value.notAfter).toISOString()}.`,
        why: "Every client refuses it.",
        evidence: [`at ${address}; its file is ${path}`],
        fix: ["steadyplane apply replaces the component."],
      }),
    ];
  }
  if (onDisk.kind !== "present") {
    return [untold(`whether ${component} shows the certificate of ${path}`, reasonOf(onDisk))];
  }
  if (onDisk.value.fingerprint === served.value.fingerprint) {
    return [];
  }
  return [
    warning({
      what: `${component} shows another certificate than the one in ${path}.`,
      why: "It has not read the one on disk.",
      evidence: [
        `at ${address}: ${served.value.fingerprint.slice(0, 12)}, until ${new Date(served.value.notAfter).toISOString()}`,
        `on disk: ${onDisk.value.fingerprint.slice(0, 12)}`,
      ],
      fix: ["steadyplane apply replaces the component."],
    }),
  ];
}
