import { absolute } from "../../domain/absolute-path.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { NetworkInterfaces } from "../../ports/network-interfaces.ts";

const FILES = [
  "/etc/os-release",
  "/proc/version",
  "/proc/uptime",
  "/proc/loadavg",
  "/proc/meminfo",
  "/proc/swaps",
  "/proc/mounts",
  "/proc/net/route",
  "/etc/hosts",
  "/etc/resolv.conf",
].map(absolute);
const DISKS = ["/", "/var", "/var/lib/etcd", "/var/lib/kubelet", "/var/log"].map(absolute);
const MAX_LINES = 100;

/** What kind of machine this is: kernel, memory, disks, addresses, names. What cannot be read says so. */
export async function hostFactsReport({
  files,
  interfaces,
}: {
  readonly files: FileSystem;
  readonly interfaces: NetworkInterfaces;
}): Promise<string> {
  const texts = await Promise.all(
    FILES.map(async (path) => {
      const text = await files.readText(path);
      const shown = text.kind === "present" ? text.value.trimEnd().split("\n").slice(0, MAX_LINES).join("\n") : "";
      return `== ${path}\n${text.kind === "unreadable" ? text.reason : shown}\n`;
    }),
  );
  const disks = await Promise.all(
    DISKS.map(async (path) =>
      files.space(path).then(
        ({ bytes, inodes }) => `${path}  ${bytes} bytes, ${inodes ?? "any number of"} inodes free`,
        () => `${path}  not known`,
      ),
    ),
  );
  const addresses = interfaces.addresses().map((found) => `${found.interface}  ${found.address}`);
  return [...texts, "== disks", ...disks, "", "== addresses", ...addresses, ""].join("\n");
}
