import { absolute, type AbsolutePath } from "../../../domain/absolute-path.ts";
import { imageNotOffered } from "../../../errors/provision.ts";
import { type Program, PROGRAMS } from "../../../ports/source.ts";
import { type ImageContent, pauseImage, programImage } from "../../images/image-content.ts";
import type { ModuleVersions } from "./recipe.ts";

/** A name of their own: an image built here must not pass for an official one. */
export const MODULES_REPOSITORY = "steadyplane.local/modules";

export const MODULES_CACHE: AbsolutePath = absolute("/var/cache/steadyplane/modules");

// The etcd image holds the tools too, as the official one does.
const ETCD_IMAGE: readonly Program[] = ["etcd", "etcdctl", "etcdutl"];

export interface ModuleImageSettings {
  readonly versions: ModuleVersions;
  readonly architecture: string;
  readonly catatonit: AbsolutePath;
}

/** The module version of an etcd image's tag: v3.7.0 of 3.7.0-0. */
export function etcdVersionOfTag(tag: string): string {
  return `v${tag.replace(/^v/u, "").replace(/-\d+$/u, "")}`;
}

/** What the image `reference` consists of. `binary` gives its programs. Rejects with ImageNotOffered. */
export async function moduleImage(
  reference: string,
  { versions, architecture, catatonit }: ModuleImageSettings,
  binary: (program: Program) => Promise<AbsolutePath>,
): Promise<ImageContent> {
  const [name, tag] = splitReference(reference);
  if (name === "pause") {
    return pauseImage(reference, catatonit, architecture);
  }
  const program = PROGRAMS.find((candidate) => candidate === name);
  const version = program === "etcd" ? etcdVersionOfTag(tag) : tag;
  if (program === undefined || version !== (program === "etcd" ? versions.etcd : versions.kubernetes)) {
    throw imageNotOffered(reference, "modules", MODULES_REPOSITORY);
  }
  const programs: { readonly name: string; readonly from: AbsolutePath }[] = [];
  for (const part of program === "etcd" ? ETCD_IMAGE : [program]) {
    programs.push({ name: part, from: await binary(part) });
  }
  return programImage(reference, programs, architecture);
}

function splitReference(reference: string): readonly [name: string | undefined, tag: string] {
  const parts = /^(?<repository>.+)\/(?<name>[^/:]+):(?<tag>[^/:]+)$/u.exec(reference)?.groups;
  return [parts?.["repository"] === MODULES_REPOSITORY ? parts["name"] : undefined, parts?.["tag"] ?? ""];
}
