import { joinCommand } from "../../src/apply/tokens/join-command.ts";
import type { InitRequest } from "../../src/apply/init/init-request.ts";
import { controlPlaneUrl } from "../../src/desired/control-plane-url.ts";
import { below } from "../../src/domain/absolute-path.ts";
import type { FileSystem } from "../../src/ports/file-system.ts";
import type { OutputFormat } from "../context.ts";

/** The end of `init`: how to use the cluster, and how workers join it. */
export async function describeInit(
  request: InitRequest,
  files: FileSystem,
  { format, showsToken }: { readonly format: OutputFormat; readonly showsToken: boolean },
): Promise<string> {
  const join = showsToken && request.phases.has("show-join-command") ? await joinLine(request, files) : undefined;
  const { cluster, node } = request;
  const isAwaited = request.phases.has("wait-control-plane");
  if (format === "json") {
    const server = controlPlaneUrl(cluster, node);
    return JSON.stringify({
      kind: "result",
      status: isAwaited ? "healthy" : "written",
      node: node.name,
      server,
      kubeconfig: "/etc/kubernetes/admin.conf",
      join,
    });
  }
  return [
    isAwaited ? `The control plane of ${node.name} is healthy.` : `The phases asked for are done on ${node.name}.`,
    "",
    "Use it:",
    "  export KUBECONFIG=/etc/kubernetes/admin.conf",
    "  kubectl get nodes",
    ...(join === undefined ? [] : ["", "Join a worker, as root on its host:", `  ${join}`]),
  ].join("\n");
}

async function joinLine({ cluster, node, phases }: InitRequest, files: FileSystem): Promise<string | undefined> {
  if (!phases.has("bootstrap-token")) {
    // The token of this run is in no cluster.
    return "steadyplane token create --print-join-command";
  }
  const [token] = node.bootstrapTokens;
  const ca = await files.readText(below(cluster.certificatesDir, "ca.crt"));
  const endpoint = controlPlaneUrl(cluster, node).replace("https://", "");
  return token === undefined || ca.kind !== "present" ? undefined : joinCommand(endpoint, token.token, ca.value);
}
