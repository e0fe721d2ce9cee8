import { parse } from "yaml";
import { z } from "zod";

const Container = z.object({
  name: z.string(),
  image: z.string().default(""),
  command: z.array(z.string()).default([]),
  args: z.array(z.string()).default([]),
});
const Document = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string().default("default") }),
  spec: z.object({ containers: z.array(Container).min(1) }),
});

/** What explaining needs of any Pod's manifest. */
export type PodDocument = z.infer<typeof Document>;

/** The Pod in a manifest, or what is wrong with it. */
export function parsePodDocument(
  text: string,
): { readonly kind: "pod"; readonly pod: PodDocument } | { readonly kind: "none"; readonly reason: string } {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    return { kind: "none", reason: error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : "not YAML" };
  }
  const parsed = Document.safeParse(document);
  return parsed.success
    ? { kind: "pod", pod: parsed.data }
    : { kind: "none", reason: `no Pod at ${parsed.error.issues[0]?.path.join(".") ?? "its start"}` };
}
