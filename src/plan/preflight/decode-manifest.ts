import { type Document, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { KUBELET_YAML } from "../../config/static-pod/parse-pod-text.ts";

/** A place in a text, both counted from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Something about a manifest, and where it is. */
export interface ManifestRemark {
  /** The rest of a sentence about the file. */
  readonly reason: string;
  readonly position: TextPosition | undefined;
}

const Container = z.looseObject({
  name: z.string(),
  image: z.string().default(""),
  imagePullPolicy: z.string().optional(),
  command: z.array(z.string()).default([]),
  args: z.array(z.string()).default([]),
  volumeMounts: z
    .array(z.looseObject({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().default(false) }))
    .default([]),
});

const Pod = z.looseObject({
  apiVersion: z.literal("v1"),
  kind: z.literal("Pod"),
  metadata: z.looseObject({ name: z.string().min(1), namespace: z.string().default("default") }),
  spec: z.looseObject({
    containers: z.array(Container).min(1),
    initContainers: z.array(Container).default([]),
    volumes: z
      .array(
        z.looseObject({
          name: z.string(),
          hostPath: z.looseObject({ path: z.string(), type: z.string().optional() }).optional(),
        }),
      )
      .default([]),
  }),
});

/** A Pod as a manifest writes it. */
export type PodManifest = z.output<typeof Pod>;

export type DecodedManifest =
  | { readonly kind: "undecodable"; readonly remark: ManifestRemark }
  /** `remarks`: what the kubelet reads in its own way, such as a second document, which it passes over. */
  | { readonly kind: "pod"; readonly pod: PodManifest; readonly remarks: readonly ManifestRemark[] };

/** The kubelet takes the first document, and of two keys the last. */
const TOLERATED = {
  MULTIPLE_DOCS: "holds several documents, of which the kubelet reads the first",
  DUPLICATE_KEY: "has a key twice, of which the kubelet takes the last",
} as const;

/** Reads a manifest as the kubelet does, as far as shape goes: a whole Pod, or where and why it is none. */
export function decodeManifest(text: string): DecodedManifest {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...KUBELET_YAML, lineCounter: lines });
  const at = (offset: number): TextPosition => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const remarks: ManifestRemark[] = [];
  for (const { code, message, pos } of document.errors) {
    if (code !== "MULTIPLE_DOCS" && code !== "DUPLICATE_KEY") {
      return undecodable(`is not YAML: ${withoutPosition(message)}`, at(pos[0]));
    }
    remarks.push({ reason: TOLERATED[code], position: at(pos[0]) });
  }
  const pod = Pod.safeParse(toObject(document));
  if (pod.success) {
    return { kind: "pod", pod: pod.data, remarks };
  }
  if (text.trim() === "") {
    return undecodable("is empty", undefined);
  }
  const [issue] = pod.error.issues;
  const path = (issue?.path ?? []).map(String);
  const offset = offsetOf(document, path);
  const where = path.length === 0 ? "" : ` at ${path.join(".")}`;
  return undecodable(
    `is no whole Pod: ${issue?.message ?? "unknown"}${where}`,
    offset === undefined ? offset : at(offset),
  );
}

function undecodable(reason: string, position: TextPosition | undefined): DecodedManifest {
  return { kind: "undecodable", remark: { reason, position } };
}

/** The parser says the place in its message, too, with the text around it. */
function withoutPosition(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/u, "");
}

/** Where a field is, or the closest of its parents that is there. */
function offsetOf(document: Document, path: readonly string[]): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const steps = path.slice(0, length).map((step) => (/^\d+$/u.test(step) ? Number(step) : step));
    const found: unknown = length === 0 ? document.contents : document.getIn(steps, true);
    if (typeof found === "object" && found !== null && "range" in found && Array.isArray(found.range)) {
      return Number(found.range[0]);
    }
  }
  return undefined;
}

function toObject(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}
