import { componentProbes } from "../../../diagnose/component-probes.ts";
import { flagValue } from "../../../diagnose/flags.ts";
import { readManifest } from "../../../diagnose/read-manifest.ts";
import { couldNotRead } from "../../../errors/apply.ts";
import { etcdNotWell } from "../../../errors/etcd.ts";
import type { FileSystem } from "../../../ports/file-system.ts";
import type { Translation } from "../../../ports/packet-filter.ts";
import type { HandoffSubject } from "../handoff-context.ts";
import { etcdTranslations } from "./etcd-translations.ts";

/** Where an instance of etcd is found. */
export interface EtcdPlace {
  readonly clientPort: number;
  /** How many sockets it listens on there. */
  readonly clientSockets: number;
  readonly peerPort: number;
  /** Answers 200 once the instance has the data directory's lock and serves, and refuses while it waits for it. */
  readonly readyUrl: string;
}

export interface EtcdLayout {
  readonly canonical: EtcdPlace;
  readonly second: EtcdPlace;
  /** What leads to the second instance. */
  readonly translations: readonly Translation[];
}

/** Where both instances are, as the manifest on disk and the second one's say. Rejects with CouldNotRead, EtcdNotWell. */
export async function readEtcdLayout(
  { manifest, second, ports, address, hostAddresses }: HandoffSubject,
  { files }: { readonly files: FileSystem },
): Promise<EtcdLayout> {
  const [canonicalFacts, secondFacts] = await Promise.all([
    readManifest(files, manifest.path),
    readManifest(files, second.staged),
  ]);
  if (canonicalFacts.kind !== "present") {
    throw couldNotRead(manifest.path, canonicalFacts.kind === "absent" ? "ENOENT" : canonicalFacts.reason);
  }
  if (secondFacts.kind !== "present") {
    throw couldNotRead(second.staged, secondFacts.kind === "absent" ? "ENOENT" : secondFacts.reason);
  }
  const [from, to] = [canonicalFacts.value.command, secondFacts.value.command];
  return {
    canonical: placeOf(from, address),
    second: { ...placeOf(to, address), clientPort: ports.etcdClient, peerPort: ports.etcdPeer },
    translations: etcdTranslations(from, to, hostAddresses),
  };
}

function placeOf(command: readonly string[], address: string): EtcdPlace {
  const probe = componentProbes("etcd", command, address)[0];
  if (probe === undefined) {
    throw etcdNotWell(["it has no --listen-metrics-urls, so nobody can see which instance serves"]);
  }
  const clients = urlsOf(command, "listen-client-urls");
  const peers = urlsOf(command, "listen-peer-urls");
  return {
    clientPort: Number(clients[0]?.port ?? 2379),
    clientSockets: new Set(clients.map(({ host }) => host)).size,
    peerPort: Number(peers[0]?.port ?? 2380),
    readyUrl: probe.url,
  };
}

function urlsOf(command: readonly string[], flag: string): readonly URL[] {
  const urls = (flagValue(command, flag) ?? "").split(",");
  return urls.filter((url) => URL.canParse(url)).map((url) => new URL(url));
}
