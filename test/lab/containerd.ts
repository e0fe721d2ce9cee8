import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { PAUSE_IMAGE } from "./node-source.ts";
import type { TestHost } from "./test-host.ts";

const CONFIG = `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "/etc/cni/net.d"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;

const CONFLIST = {
  cniVersion: "1.0.0",
  name: "bridge",
  plugins: [
    {
      type: "bridge",
      bridge: "cni0",
      isGateway: true,
      ipMasq: true,
      hairpinMode: true,
      ipam: { type: "host-local", ranges: [[{ subnet: "10.244.0.0/24" }]], routes: [{ dst: "0.0.0.0/0" }] },
    },
    { type: "portmap", capabilities: { portMappings: true } },
  ],
};

/** Configures a container runtime and a Pod network as an operator would. */
export async function writeRuntimeConfiguration(host: TestHost): Promise<void> {
  await host.sh("mkdir -p /etc/containerd /etc/cni/net.d");
  writeFileSync(host.path("/etc/containerd/config.toml"), CONFIG);
  writeFileSync(host.path("/etc/cni/net.d/10-bridge.conflist"), JSON.stringify(CONFLIST));
}

/** Runs the configured runtime, without the product's supervisor, and waits until it answers. */
export async function startContainerd(host: TestHost): Promise<void> {
  await keepRunning(host, "containerd", "containerd");
  for (let attempt = 0; attempt < 200; attempt++) {
    const { status } = await host.run("ctr", ["--connect-timeout", "2s", "version"]);
    if (status === 0) {
      return;
    }
    await sleep(50);
  }
  throw new Error(`containerd did not start:\n${await host.sh("tail -n 20 /var/log/lab/containerd.log")}`);
}

/** Ends the runtime for good, all it wrote on the disk. */
export async function stopContainerd(host: TestHost): Promise<void> {
  await host.sh(`
    touch /run/stop-containerd
    pkill -x -TERM containerd
    while pgrep -x containerd >/dev/null; do sleep 0.05; done
    sync
  `);
}

/**
 * Runs a shell command in the background of the host, again 0.2 s after each end until there is /run/stop-NAME. What it
 * says goes to /var/log/lab/NAME.log.
 */
export async function keepRunning(host: TestHost, name: string, command: string): Promise<void> {
  const loop = `while [ ! -e /run/stop-${name} ]; do ${command}; sleep 0.2; done`;
  await host.sh(`mkdir -p /var/log/lab; setsid sh -c '${loop}' </dev/null >/var/log/lab/${name}.log 2>&1 &`);
}
