import type { Confidential } from "../../domain/confidential.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { KubeconfigResource } from "../../domain/resource.ts";
import { yamlText } from "../yaml-text.ts";

/** Who the kubeconfig's user is: certificate and key inside it, or the path of a file that holds both. */
export type KubeconfigCredential =
  | { readonly kind: "embedded"; readonly certificatePem: string; readonly privateKey: Confidential<string> }
  | { readonly kind: "rotating"; readonly path: string };

/**
 * A kubeconfig with one cluster, one user and one context. The text holds a key where the credential is embedded: it
 * goes to the file and nowhere else.
 */
export function renderKubeconfig(
  resource: Pick<KubeconfigResource, "server" | "clusterName" | "userName">,
  authorityPem: string,
  credential: KubeconfigCredential,
): string {
  const { server, clusterName, userName } = resource;
  const contextName = `${userName}@${clusterName}`;
  return yamlText({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: clusterName, cluster: { "certificate-authority-data": base64(authorityPem), server } }],
    contexts: [{ name: contextName, context: { cluster: clusterName, user: userName } }],
    "current-context": contextName,
    users: [{ name: userName, user: userFields(credential) }],
  });
}

function userFields(credential: KubeconfigCredential): JsonObject {
  return credential.kind === "rotating"
    ? { "client-certificate": credential.path, "client-key": credential.path }
    : {
        "client-certificate-data": base64(credential.certificatePem),
        "client-key-data": base64(credential.privateKey.reveal()),
      };
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
