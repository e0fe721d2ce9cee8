import { ExecaCommands } from "../../src/adapters/execa-commands.ts";
import { NodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { SystemClock } from "../../src/adapters/system-clock.ts";
import { findMissingPackages } from "../../src/provision/packages/find-missing-packages.ts";
import { installPackages } from "../../src/provision/packages/install-packages.ts";
import { PACKAGE_REQUIREMENTS, type PackageRequirement } from "../../src/provision/packages/requirements.ts";

const LAB_REQUIREMENTS: readonly PackageRequirement[] = [
  ...PACKAGE_REQUIREMENTS,
  { package: "iproute2", anyOf: ["/usr/sbin/ip", "/usr/bin/ip", "/sbin/ip"] },
  { package: "procps", anyOf: ["/usr/bin/pgrep"] },
  { package: "strace", anyOf: ["/usr/bin/strace"] },
  { package: "openssl", anyOf: ["/usr/bin/openssl"] },
  // The dynamic one of the package busybox runs in no image of one file.
  { package: "busybox-static", anyOf: ["/usr/share/doc/busybox-static"] },
];

/** Installs the Debian packages that a product host and the lab need and this machine lacks. */
export async function installLabPackages(say: (line: string) => void): Promise<void> {
  const missing = await findMissingPackages(LAB_REQUIREMENTS, new NodeFileSystem());
  if (missing.length > 0) {
    say(`installing ${missing.join(" ")}`);
    await installPackages(missing, { commands: new ExecaCommands(), clock: new SystemClock() }, () => undefined);
  }
}
