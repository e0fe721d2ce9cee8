import { cpSync, linkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Program } from "../../src/ports/source.ts";
import { launcherText } from "../../src/provision/install-self.ts";
import { containerdDefinition, renderDefinition } from "../../src/provision/services/containerd-definition.ts";
import { kubeletDefinition } from "../../src/provision/services/kubelet-definition.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { must } from "./command.ts";
import { writeRuntimeConfiguration } from "./containerd.ts";
import { installImageSet } from "./image-set.ts";
import { createTestHost, type TestHost } from "./test-host.ts";

/** What was made ready once for every host. */
export interface NodeParts {
  /** Paths by the programs' names. */
  readonly programs: Readonly<Record<string, string>>;
  /** A directory made by `imageSet`. */
  readonly images: string;
  /** A directory made by `productCopy`. */
  readonly product: string;
}

const PRODUCT = "/opt/steadyplane";
const STEADYPLANE = launcherText(`${repositoryRoot}/node_modules/.bin/node`, `${PRODUCT}/dist/main.mjs`);
const ON_PATH: readonly Program[] = ["kubelet", "kubectl", "kubeadm", "etcdctl"];

/** A host on which a kubelet and a runtime with the images are installed and configured, and neither runs. */
export async function createNode(parts: NodeParts, hostname?: string): Promise<TestHost> {
  const host = await createTestHost({
    ...(hostname === undefined ? {} : { hostname }),
    prepare: async ({ root, localBin }) => {
      await installImageSet(parts.images, root);
      for (const program of ON_PATH) {
        await installProgram(parts.programs[program] ?? program, join(localBin, program));
      }
      cpSync(parts.product, join(root, PRODUCT), { recursive: true });
      writeFileSync(join(localBin, "steadyplane"), STEADYPLANE, { mode: 0o755 });
    },
  });
  await writeRuntimeConfiguration(host);
  await host.sh("echo 1 >/proc/sys/net/ipv4/ip_forward; mkdir -p /etc/steadyplane/services");
  const containerd = containerdDefinition("/usr/bin/containerd", "/etc/containerd/config.toml", []);
  writeFileSync(host.path("/etc/steadyplane/services/containerd.json"), renderDefinition(containerd));
  const kubelet = kubeletDefinition("/usr/local/bin/kubelet");
  writeFileSync(host.path("/etc/steadyplane/services/kubelet.json"), renderDefinition(kubelet));
  return host;
}

// A link costs nothing; another file system needs a copy.
async function installProgram(from: string, to: string): Promise<void> {
  try {
    linkSync(from, to);
  } catch {
    await must("cp", [from, to]);
  }
}
