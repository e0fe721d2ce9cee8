import { Document, visit } from "yaml";
import type { ClusterSpec } from "../domain/cluster-spec.ts";
import type { JsonObject } from "../domain/json.ts";
import type { NodeSpec } from "../domain/node-spec.ts";
import type { ToolSpec } from "../domain/tool-spec.ts";
import { DOCUMENT_KINDS, type DocumentKind } from "./document-kinds.ts";
import { formatGoDuration } from "./go-duration.ts";
import { initDocument } from "./init-document.ts";

export interface PrintOptions {
  /** Whether bootstrap tokens and the certificate key are printed; otherwise `<secret>` stands in their place. */
  readonly revealTokens: boolean;
  /** Without it, of the tool's own settings only the profile is printed. */
  readonly tool?: ToolSpec | undefined;
}

/** All documents as YAML, defaults written out. Reading it again gives the same cluster and node. */
export function printConfiguration(cluster: ClusterSpec, node: NodeSpec, options: PrintOptions): string {
  const documents: readonly JsonObject[] = [
    initDocument(node, options.revealTokens),
    cluster.clusterConfiguration,
    ...componentDocument("KubeletConfiguration", cluster.kubeletConfiguration),
    ...componentDocument("KubeProxyConfiguration", cluster.kubeProxyConfiguration),
    steadyplaneDocument(cluster, options.tool),
  ];
  return documents.map(printDocument).join("---\n");
}

/** Characters that YAML 1.1, which is what Kubernetes reads, takes for line breaks, or refuses. */
const TO_ESCAPE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffd]/gu;

/** Reads the same in YAML 1.1 and 1.2: `yes` and the like in quotes, the characters above escaped. */
function printDocument({ apiVersion, kind, ...fields }: JsonObject): string {
  const document = new Document({ apiVersion, kind, ...fields }, { compat: "yaml-1.1", aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === "string" && scalar.value.search(TO_ESCAPE) !== -1) {
        scalar.type = "QUOTE_DOUBLE";
      }
    },
  });
  return document
    .toString({ lineWidth: 0 })
    .replace(TO_ESCAPE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Nothing where the user wrote nothing: these defaults are the components' own. */
function componentDocument(kind: DocumentKind, fields: JsonObject): readonly JsonObject[] {
  return Object.keys(fields).length === 0 ? [] : [{ apiVersion: DOCUMENT_KINDS[kind].apiVersion, kind, ...fields }];
}

function steadyplaneDocument({ profile }: ClusterSpec, tool: ToolSpec | undefined): JsonObject {
  const kind = "SteadyplaneConfiguration";
  const settings =
    tool === undefined
      ? {}
      : {
          apply: {
            strategy: tool.strategy,
            soak: formatGoDuration(tool.soakMs),
            healthTimeout: formatGoDuration(tool.healthTimeoutMs),
          },
          provision: { source: tool.source },
        };
  return { apiVersion: DOCUMENT_KINDS[kind].apiVersion, kind, profile, ...settings };
}
