import { quote } from "../describe-value.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Path } from "../path.ts";
import type { Report } from "./rule.ts";

/** The grammar of github.com/distribution/reference: an optional host with port, then lower-case path components. */
const HOST = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`;
const COMPONENT = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
const REPOSITORY = new RegExp(`^(?:${HOST}|${COMPONENT})(?:/${COMPONENT})*$`, "u");
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/u;
const MAX_LENGTH = 255;

export function imagesHaveNames({ cluster }: EffectiveConfig, report: Report): void {
  const repositories: readonly (readonly [Path, string])[] = [
    [["imageRepository"], cluster.imageRepository],
    [["etcd", "local", "imageRepository"], cluster.etcd.local?.imageRepository ?? ""],
    [["dns", "imageRepository"], cluster.dns.imageRepository],
  ];
  for (const [path, repository] of repositories) {
    if (repository !== "" && (repository.length > MAX_LENGTH || !REPOSITORY.test(repository))) {
      const message = `${quote(repository)} is not a repository of images`;
      report(
        "ClusterConfiguration",
        path,
        message,
        "write it without scheme, tag and slash at the end: registry.k8s.io",
      );
    }
  }
  const tags: readonly (readonly [Path, string])[] = [
    [["etcd", "local", "imageTag"], cluster.etcd.local?.imageTag ?? ""],
    [["dns", "imageTag"], cluster.dns.imageTag],
  ];
  for (const [path, tag] of tags) {
    if (tag !== "" && !TAG.test(tag)) {
      report("ClusterConfiguration", path, `${quote(tag)} is not a tag`, "write letters, digits, dots, dashes");
    }
  }
}
