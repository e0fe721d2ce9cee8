import { quote } from "../describe-value.ts";
import type { EffectiveConfig, EffectiveExternalEtcd } from "../effective-config.ts";
import { pathProblem } from "./path-problem.ts";
import type { Report } from "./rule.ts";

export function etcdIsLocalOrExternal({ cluster: { etcd } }: EffectiveConfig, report: Report): void {
  if (etcd.local !== undefined && etcd.external !== undefined) {
    report("ClusterConfiguration", ["etcd"], "has both local and external", "keep one of the two");
  }
}

/** Where clients of an external etcd connect to. */
export function etcdEndpointsAreUrls({ cluster: { etcd } }: EffectiveConfig, report: Report): void {
  const { external } = etcd;
  if (external === undefined) {
    return;
  }
  if (external.endpoints.length === 0) {
    const example = "write, for example, https://192.0.2.10:2379";
    report("ClusterConfiguration", ["etcd", "external", "endpoints"], "at least one endpoint is needed", example);
  }
  for (const field of ["endpoints", "httpEndpoints"] as const) {
    for (const [index, url] of external[field].entries()) {
      // httpEndpoints are the endpoints by default, and each is reported once.
      const isReported = field === "httpEndpoints" && external.endpoints.includes(url);
      if (!isReported && (!/^https?:\/\/[^\s/]+$/u.test(url) || !URL.canParse(url))) {
        const message = `${quote(url)} is not the URL of an endpoint`;
        report("ClusterConfiguration", ["etcd", "external", field, index], message, "write https://HOST:2379");
      }
    }
  }
}

/** https needs the authority that signed etcd's certificate; a certificate needs its key; both need https. */
export function etcdFilesGoTogether({ cluster: { etcd } }: EffectiveConfig, report: Report): void {
  if (etcd.external !== undefined) {
    for (const [field, message, suggestion] of missingFiles(etcd.external)) {
      report("ClusterConfiguration", ["etcd", "external", field], message, suggestion);
    }
    for (const field of ["caFile", "certFile", "keyFile"] as const) {
      const message = etcd.external[field] === "" ? undefined : pathProblem(etcd.external[field]);
      if (message !== undefined) {
        report("ClusterConfiguration", ["etcd", "external", field], message, "write an absolute path");
      }
    }
  }
}

function missingFiles({
  endpoints,
  caFile,
  certFile,
  keyFile,
}: EffectiveExternalEtcd): readonly [string, string, string][] {
  const isPlain = endpoints.some((url) => url.startsWith("http://"));
  const isSecure = endpoints.some((url) => url.startsWith("https://"));
  const hasFiles = caFile !== "" || certFile !== "" || keyFile !== "";
  return [
    ...(isSecure && caFile === ""
      ? [["caFile", "https needs the authority of etcd's certificate", "write its path"] as const]
      : []),
    ...(certFile !== "" && keyFile === "" ? [["keyFile", "certFile needs its key", "write its path"] as const] : []),
    ...(keyFile !== "" && certFile === ""
      ? [["certFile", "keyFile needs its certificate", "write its path"] as const]
      : []),
    ...(isPlain && hasFiles
      ? [["endpoints", "certificates are of no use over http", "write https URLs"] as const]
      : []),
  ].map(([field, message, suggestion]) => [field, message, suggestion]);
}
