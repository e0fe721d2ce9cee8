import { componentProbes } from "../../diagnose/component-probes.ts";
import type { ComponentExpectation, Expectation } from "../../diagnose/expectation.ts";
import { readKubeletHealthz } from "../../diagnose/read-kubelet-healthz.ts";
import { readManifest } from "../../diagnose/read-manifest.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import { secondPodName } from "../../domain/handoff/second-names.ts";
import { couldNotRead } from "../../errors/apply.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { HandoffSubject } from "./handoff-context.ts";

// Translations leave the loopback out, so that here the canonical API server itself answers, whoever answers elsewhere.
const BESIDE_THE_REDIRECT = "127.0.0.2";

export interface ExpectedInstanceOptions {
  readonly which: "canonical" | "second";
  /** Pods from before this time, milliseconds since 1970, are not the one that is awaited; undefined where any is. */
  readonly since: number | undefined;
}

/** One instance of the component as its manifest on disk describes it, and the kubelet that runs it; nothing else. Rejects with CouldNotRead. */
export async function expectedInstance(
  subject: HandoffSubject,
  { which, since }: ExpectedInstanceOptions,
  { files }: { readonly files: FileSystem },
): Promise<Expectation> {
  const { component, nodeName, access, kubeletConfigPath, staticPodPath } = subject;
  const path = which === "canonical" ? subject.manifest.path : subject.second.path;
  const facts = await readManifest(files, path);
  if (facts.kind !== "present") {
    throw couldNotRead(path, facts.kind === "absent" ? "ENOENT" : facts.reason);
  }
  const { image, imagePullPolicy, command } = facts.value;
  const name = which === "canonical" ? component : secondPodName(component);
  const expected: ComponentExpectation = {
    component,
    manifestPath: path,
    podName: `${name}-${nodeName}`,
    image,
    imagePullPolicy,
    command,
    probes: probesOf(subject, command, which),
    lease: undefined,
    manifestWrittenAt: since,
    inputsWrittenAt: since,
  };
  return {
    nodeName,
    hostname: subject.hostname,
    staticPodPath,
    kubeletConfigPath,
    components: [expected],
    api: access,
    kubeletHealthz: await readKubeletHealthz(files, kubeletConfigPath),
    dataPaths: [staticPodPath as AbsolutePath],
    gates: { leases: false, node: false, mirrorPods: false },
  };
}

function probesOf(
  { component, address }: HandoffSubject,
  command: readonly string[],
  which: ExpectedInstanceOptions["which"],
): ComponentExpectation["probes"] {
  const probes = componentProbes(component, command, address);
  return component === "kube-apiserver" && which === "canonical"
    ? probes.map((probe) => ({ ...probe, url: besideTheRedirect(probe.url), serverName: address }))
    : probes;
}

function besideTheRedirect(text: string): string {
  const url = new URL(text);
  url.hostname = BESIDE_THE_REDIRECT;
  return url.href;
}
