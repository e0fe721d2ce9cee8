import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestHost } from "./test-host.ts";

/** Where `admin.conf` leads, and files for a client that does not read it: ca.crt, client.crt, client.key. */
export async function writeClientFiles(host: TestHost, directory: string): Promise<string> {
  const view = ["config", "view", "--kubeconfig=/etc/kubernetes/admin.conf", "--raw", "--minify", "-o=json"];
  const { clusters, users } = JSON.parse(await host.must("kubectl", view)) as Kubeconfig;
  const [cluster, user] = [clusters[0]?.cluster, users[0]?.user];
  if (cluster === undefined || user === undefined) {
    throw new Error("admin.conf has no cluster or no user");
  }
  const files = {
    "ca.crt": cluster["certificate-authority-data"],
    "client.crt": user["client-certificate-data"],
    "client.key": user["client-key-data"],
  };
  for (const [name, base64] of Object.entries(files)) {
    writeFileSync(host.path(join(directory, name)), Buffer.from(base64, "base64"), { mode: 0o600 });
  }
  return cluster.server;
}

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly "certificate-authority-data": string };
  }[];
  readonly users: readonly {
    readonly user: { readonly "client-certificate-data": string; readonly "client-key-data": string };
  }[];
}
