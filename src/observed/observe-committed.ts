import { createHash } from "node:crypto";
import { KUBELET_PATHS } from "../desired/kubelet/kubelet-paths.ts";
import type { AbsolutePath } from "../domain/absolute-path.ts";
import type { KeptRevision, RevisionRead } from "../domain/revision.ts";
import type { Committed, CommittedFile } from "../plan/drift/committed-files.ts";
import type { FileSystem } from "../ports/file-system.ts";

/**
 * What became of the files of the last revision that nobody else has a reason to write: manifests and the kubelet's
 * configuration. Certificates and kubeconfigs are renewed by others too.
 */
export async function observeCommitted(latest: RevisionRead<KeptRevision>, files: FileSystem): Promise<Committed> {
  switch (latest.kind) {
    case "absent":
      return latest;
    case "unreadable":
      return { kind: "unreadable", reason: `${latest.path}: ${latest.reason}` };
    case "corrupt":
      return { kind: "unreadable", reason: latest.problem };
    case "present": {
      const { revision, manifests } = latest.value;
      const watched = new Set<AbsolutePath>([...revision.manifests, KUBELET_PATHS.config, KUBELET_PATHS.flags]);
      const kept = revision.files.filter(({ path }) => watched.has(path));
      const seen = kept.map(async ({ path, sha256 }): Promise<CommittedFile> => {
        return { path, committedText: manifests.get(path), now: await nowOf(path, sha256, files) };
      });
      return { kind: "present", revision: revision.number, files: await Promise.all(seen) };
    }
  }
}

async function nowOf(path: AbsolutePath, sha256: string, files: FileSystem): Promise<CommittedFile["now"]> {
  const text = await files.readText(path);
  if (text.kind !== "present") {
    return text;
  }
  const isSame = createHash("sha256").update(text.value).digest("hex") === sha256;
  return isSame ? { kind: "same" } : { kind: "changed", text: text.value };
}
