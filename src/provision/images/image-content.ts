import type { AbsolutePath } from "../../domain/absolute-path.ts";

/** A file in an image: one of the host's, or a symbolic link. `path` has no leading slash. */
export type ImageFile =
  { readonly path: string; readonly from: AbsolutePath } | { readonly path: string; readonly linkTo: string };

/** An image of one layer, made of files that need no others. */
export interface ImageContent {
  readonly reference: string;
  readonly files: readonly ImageFile[];
  /** Empty where the Pod says what to run. */
  readonly entrypoint: readonly string[];
  /** As Go calls it. */
  readonly architecture: string;
}

const APPLETS = ["cat", "env", "ls", "mkdir", "nc", "printf", "sh", "sleep", "touch", "wget"];

/** An image of a program under its own name, with companions beside it. */
export function programImage(
  reference: string,
  programs: readonly { readonly name: string; readonly from: AbsolutePath }[],
  architecture: string,
): ImageContent {
  const files = programs.map(({ name, from }) => ({ path: `usr/local/bin/${name}`, from }));
  return { reference, files, entrypoint: [], architecture };
}

/** An image that does nothing but hold a Pod's namespaces and reap: catatonit, started as pause. */
export function pauseImage(reference: string, catatonit: AbsolutePath, architecture: string): ImageContent {
  return { reference, files: [{ path: "pause", from: catatonit }], entrypoint: ["/pause", "-P"], architecture };
}

/** A small image to run Pods from: a static busybox and the applets a test needs. */
export function busyboxImage(reference: string, busybox: AbsolutePath, architecture: string): ImageContent {
  const links = APPLETS.map((name) => ({ path: `bin/${name}`, linkTo: "busybox" }));
  return {
    reference,
    files: [{ path: "bin/busybox", from: busybox }, ...links],
    entrypoint: ["/bin/sh"],
    architecture,
  };
}
