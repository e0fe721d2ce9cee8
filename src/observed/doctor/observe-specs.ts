import type { JsonObject } from "../../domain/json.ts";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { HostFacts } from "../../domain/node-spec.ts";
import type { Specs } from "../../domain/specs.ts";
import type { DoctorFacts } from "../../diagnose/doctor/doctor-facts.ts";
import { specsOfText } from "../../plan/fields/specs-of-text.ts";
import type { Seen } from "../../plan/preflight/preflight-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import { parseKubeconfig } from "../../desired/kubeconfigs/parse-kubeconfig.ts";
import { absolute } from "../../domain/absolute-path.ts";
import type { FolderView } from "./observe-folder.ts";
import { podFiles } from "./pod-files.ts";
import { specsOfManifests } from "./specs-of-manifests.ts";

const ADMINISTRATOR = absolute("/etc/kubernetes/admin.conf");

export interface SpecsRequest {
  readonly kind: DoctorFacts["kind"];
  readonly facts: HostFacts;
  readonly nodeName: string;
  readonly criSocket: string;
  /** What the operator names, already read. */
  readonly named: { readonly file: string; readonly specs: Specs } | undefined;
  /** The configuration that is kept on this host. */
  readonly stored: AbsolutePath;
  readonly folder: Pick<FolderView, "components">;
  readonly kubelet: Seen<JsonObject>;
}

type SpecsFacts = Pick<DoctorFacts, "specs" | "specsSource" | "assumed" | "storedIsValid">;

/** What this host should be: as named, else as kept, else as its manifests say, else, on a bare host, by the defaults. */
export async function observeSpecs(request: SpecsRequest, files: FileSystem): Promise<SpecsFacts> {
  const { kind, facts, named, stored } = request;
  const text = await files.readText(stored);
  const kept = text.kind === "present" ? specsOfText(text.value, facts) : undefined;
  const storedIsValid: Seen<boolean> = text.kind === "present" ? { kind: "present", value: kept !== undefined } : text;
  const found = ({ node, ...specs }: Specs, specsSource: string): SpecsFacts => {
    // The runtime is asked where the kubelet asks it.
    const asked = { ...specs, node: { ...node, criSocket: request.criSocket } };
    return { specs: { kind: "present", value: asked }, specsSource, assumed: asked, storedIsValid };
  };
  const notFound = (reason: string): SpecsFacts => {
    return {
      specs: { kind: "unreadable", reason },
      specsSource: "nothing",
      assumed: defaultSpecs(facts),
      storedIsValid,
    };
  };
  if (named !== undefined) {
    return found(named.specs, named.file);
  }
  if (kept !== undefined) {
    return found(kept, stored);
  }
  if (kind === "bare") {
    const fitting = specsOfText("", facts);
    return fitting === undefined
      ? notFound("this host has no default route, and so no address to advertise; name a configuration with --config")
      : found(fitting, "the defaults");
  }
  const written = await specsWritten(request, files);
  if (written !== undefined) {
    return found(written, "its manifests");
  }
  return notFound(
    text.kind === "unreadable"
      ? `${stored}: ${text.reason}`
      : "no configuration says it, and the API server's manifest does not either",
  );
}

async function specsWritten(
  { facts, nodeName, criSocket, folder, kubelet }: SpecsRequest,
  files: FileSystem,
): Promise<Specs | undefined> {
  const text = await files.readText(ADMINISTRATOR);
  const server = text.kind === "present" ? parseKubeconfig(text.value)?.cluster.server : undefined;
  const pods = new Map(
    [...folder.components].map(([component, pod]) => {
      return [component, { command: podFiles(pod).command, image: pod.spec.containers[0]?.image ?? "" }] as const;
    }),
  );
  return specsOfManifests(
    { nodeName, criSocket, pods, server, kubelet: kubelet.kind === "present" ? kubelet.value : {} },
    defaultSpecs(facts),
  );
}

/** The defaults, for what does not depend on them: a host without an address has some, too. */
function defaultSpecs(facts: HostFacts): Specs {
  const specs =
    specsOfText("", facts) ?? specsOfText("", { ...facts, hostname: "localhost", defaultAddress: "192.0.2.1" });
  if (specs === undefined) {
    throw new Error("the defaults are not a valid configuration");
  }
  return { ...specs, node: { ...specs.node, facts } };
}
