import { parse } from "yaml";
import { z } from "zod";

const clusterSchema = z.looseObject({
  server: z.string(),
  "certificate-authority-data": z.string().optional(),
  "certificate-authority": z.string().optional(),
});
const userSchema = z.looseObject({
  "client-certificate-data": z.string().optional(),
  "client-certificate": z.string().optional(),
  "client-key-data": z.string().optional(),
  "client-key": z.string().optional(),
});
const kubeconfigSchema = z.looseObject({
  "current-context": z.string(),
  clusters: z.array(z.looseObject({ name: z.string(), cluster: clusterSchema })),
  contexts: z.array(
    z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string(), user: z.string() }) }),
  ),
  users: z.array(z.looseObject({ name: z.string(), user: userSchema })),
});

/** A kubeconfig, and what its current context selects. */
export interface ParsedKubeconfig {
  readonly document: z.infer<typeof kubeconfigSchema>;
  readonly clusterName: string;
  readonly cluster: z.infer<typeof clusterSchema>;
  readonly userName: string;
  readonly user: z.infer<typeof userSchema>;
}

/** Undefined where `text` is no kubeconfig or its current context selects nothing. */
export function parseKubeconfig(text: string): ParsedKubeconfig | undefined {
  const document = kubeconfigSchema.safeParse(yamlValue(text), { jitless: true }).data;
  const context = document?.contexts.find(({ name }) => name === document["current-context"])?.context;
  const cluster = document?.clusters.find(({ name }) => name === context?.cluster)?.cluster;
  const user = document?.users.find(({ name }) => name === context?.user)?.user;
  if (document === undefined || context === undefined || cluster === undefined || user === undefined) {
    return undefined;
  }
  return { document, clusterName: context.cluster, cluster, userName: context.user, user };
}

function yamlValue(text: string): unknown {
  try {
    return parse(text, { logLevel: "error" });
  } catch {
    return undefined;
  }
}
