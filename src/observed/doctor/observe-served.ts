import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { Component } from "../../domain/component.ts";
import { onHost } from "../../desired/manifests/pod-inputs.ts";
import type { ServedFact } from "../../diagnose/doctor/doctor-facts.ts";
import type { Expectation } from "../../diagnose/expectation.ts";
import { flagValue } from "../../diagnose/flags.ts";
import type { PodManifest } from "../../plan/preflight/decode-manifest.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { TlsServers } from "../../ports/tls-servers.ts";
import { certificateFacts } from "../certificates/certificate-facts.ts";
import { parseCertificates } from "../certificates/parse-certificates.ts";
import { seenOf, understood } from "../preflight/seen-of.ts";
import { podFiles } from "./pod-files.ts";

/** Flags that name the certificate which a component shows to its clients. */
const FLAGS: Readonly<Partial<Record<Component, string>>> = { etcd: "cert-file", "kube-apiserver": "tls-cert-file" };

/** The certificates that API server and etcd of this node show, beside those in the files that their flags name. */
export async function observeServed(
  components: ReadonlyMap<Component, PodManifest>,
  expectation: Expectation,
  ports: { readonly files: FileSystem; readonly tls: TlsServers },
): Promise<readonly ServedFact[]> {
  const servers = [...components].flatMap(([component, pod]) => {
    const url = urlOf(component, expectation);
    const files = podFiles(pod);
    const named = flagValue(files.command, FLAGS[component] ?? "");
    const [path] = named === undefined ? [] : onHost(files, named);
    return url === undefined || path === undefined ? [] : [{ component, url, path }];
  });
  return Promise.all(servers.map((server) => observe(server, ports)));
}

function urlOf(component: Component, { components }: Expectation): URL | undefined {
  const expected = components.find((one) => one.component === component);
  const text =
    component === "etcd"
      ? flagValue(expected?.command ?? [], "listen-client-urls")?.split(",")[0]
      : expected?.probes[0]?.url;
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === "https:" ? url : undefined;
}

async function observe(
  { component, url, path }: { readonly component: Component; readonly url: URL; readonly path: AbsolutePath },
  { files, tls }: { readonly files: FileSystem; readonly tls: TlsServers },
): Promise<ServedFact> {
  const [text, shown] = await Promise.all([
    files.readText(path),
    seenOf(() => tls.certificate(url.hostname.replace(/^\[|\]$/gu, ""), Number(url.port || 443))),
  ]);
  return { component, address: url.host, path, onDisk: understood(text, factsOf), served: understood(shown, factsOf) };
}

function factsOf(pem: string): { readonly fingerprint: string; readonly notAfter: number } | undefined {
  const [certificate] = parseCertificates(pem);
  return certificate && certificateFacts(certificate);
}
