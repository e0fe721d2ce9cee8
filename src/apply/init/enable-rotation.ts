import { absolute } from "../../domain/absolute-path.ts";
import type { JsonObject } from "../../domain/json.ts";
import { parseKubeconfig } from "../../desired/kubeconfigs/parse-kubeconfig.ts";
import { yamlText } from "../../desired/yaml-text.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Services } from "../../ports/services.ts";
import { writeFile } from "../write-file.ts";

const KUBELET_CONF = absolute("/etc/kubernetes/kubelet.conf");
const ROTATING = absolute("/var/lib/kubelet/pki/kubelet-client-current.pem");

/**
 * Points a kubelet.conf that holds a certificate of its own, as kubeadm and users write them, to the one that the
 * kubelet rotates, and restarts the kubelet. Resolves to whether there was anything to do.
 */
export async function enableClientCertRotation(
  files: FileSystem,
  services: Services,
  transactionId: string,
): Promise<boolean> {
  const [text, credential] = await Promise.all([files.readText(KUBELET_CONF), files.readText(ROTATING)]);
  const kubeconfig = text.kind === "present" ? parseKubeconfig(text.value) : undefined;
  if (kubeconfig?.user["client-certificate-data"] === undefined || credential.kind !== "present") {
    return false;
  }
  const { document, userName } = kubeconfig;
  const users = document.users.map((entry) =>
    entry.name === userName
      ? { name: userName, user: { "client-certificate": ROTATING, "client-key": ROTATING } }
      : entry,
  );
  const rewritten = yamlText({ ...document, users } as unknown as JsonObject);
  await writeFile({ path: KUBELET_CONF, text: rewritten, mode: 0o600, owner: "root:root" }, files, transactionId);
  await services.restart("kubelet");
  return true;
}
