import type { Arg } from "../../domain/cluster-spec.ts";
import { loopbackFor } from "./etcd-urls.ts";
import { writtenArgument } from "./written-argument.ts";

const METRICS_PORT = 2381;
const URL_PARTS =
  /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?:\[(?<v6>[^\]]*)\]|(?<host>[^:/?#]*))(?::(?<port>\d{1,5}))?(?:[/?#]|$)/iu;

export interface EtcdProbeEndpoint {
  readonly host: string;
  readonly port: number;
  readonly scheme: "HTTP" | "HTTPS";
}

/** Where etcd answers probes: the first of the user's listen-metrics-urls, else kubeadm's port on loopback. */
export function etcdProbeEndpoint(extraArgs: readonly Arg[], advertiseAddress: string): EtcdProbeEndpoint {
  const loopback = loopbackFor(advertiseAddress);
  const [first] = (writtenArgument(extraArgs, "listen-metrics-urls") ?? "").split(",");
  const { scheme, v6, host, port } = URL_PARTS.exec(first ?? "")?.groups ?? {};
  return {
    host: v6 || host || loopback,
    port: validPort(port) ?? METRICS_PORT,
    scheme: scheme?.toLowerCase() === "https" ? "HTTPS" : "HTTP",
  };
}

function validPort(port: string | undefined): number | undefined {
  const number = Number(port);
  return number >= 1 && number <= 65535 ? number : undefined;
}
