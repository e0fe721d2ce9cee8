import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const PROGRAM = "/usr/bin/containerd";
const START_LIMIT_MS = 30_000;

/** A containerd of a test's own, below a temporary directory; it has no network for Pods. */
export interface PrivateContainerd {
  readonly socket: string;
  /** What containerd says of itself. */
  readonly version: string;
  /** An image without content. */
  importImage(reference: string): void;
  stop(): Promise<void>;
}

/** Starts one and waits until it answers. Throws where containerd is not installed or does not start. */
export async function startContainerd(): Promise<PrivateContainerd> {
  if (!existsSync(PROGRAM)) {
    throw new Error(`${PROGRAM} is missing: apt-get install containerd runc (npm test does so)`);
  }
  const directory = mkdtempSync(`${tmpdir()}/steadyplane-containerd-`);
  const socket = `${directory}/containerd.sock`;
  writeFileSync(`${directory}/config.toml`, configuration(directory, socket));
  // It dies with this process, however that ends.
  const command = ["--pdeathsig", "KILL", PROGRAM, "--config", `${directory}/config.toml`];
  const child = spawn("setpriv", command, { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (log += chunk));
  const ended = once(child, "exit");
  await answering(socket, () => (child.exitCode === null ? undefined : log));
  return {
    socket,
    version: execFileSync(PROGRAM, ["--version"], { encoding: "utf8" }),
    importImage: (reference) => importImage(directory, socket, reference),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function configuration(directory: string, socket: string): string {
  return `version = 2
root = "${directory}/root"
state = "${directory}/state"
[grpc]
address = "${socket}"
[plugins."io.containerd.internal.v1.opt"]
path = "${directory}/opt"
[plugins."io.containerd.grpc.v1.cri"]
stream_server_port = "0"
[plugins."io.containerd.grpc.v1.cri".cni]
conf_dir = "${directory}/cni"
`;
}

async function answering(socket: string, failure: () => string | undefined): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  while (!isAnswering(socket)) {
    const log = failure();
    if (log !== undefined || Date.now() > limit) {
      throw new Error(`containerd did not start: ${log ?? "no answer"}`);
    }
    await sleep(100);
  }
}

function isAnswering(socket: string): boolean {
  try {
    return existsSync(socket) && ctr(socket, "version") !== "";
  } catch {
    return false;
  }
}

function importImage(directory: string, socket: string, reference: string): void {
  const run = (file: string, ...args: readonly string[]) => execFileSync(file, args, { cwd: directory });
  run("tar", "-cf", "layer.tar", "-T", "/dev/null");
  const [digest] = run("sha256sum", "layer.tar").toString().split(" ");
  const config = {
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: [`sha256:${digest}`] },
  };
  writeFileSync(`${directory}/config.json`, JSON.stringify(config));
  const manifest = [{ Config: "config.json", RepoTags: [reference], Layers: ["layer.tar"] }];
  writeFileSync(`${directory}/manifest.json`, JSON.stringify(manifest));
  run("tar", "-cf", "image.tar", "manifest.json", "config.json", "layer.tar");
  ctr(socket, "--namespace", "k8s.io", "images", "import", "--no-unpack", `${directory}/image.tar`);
}

function ctr(socket: string, ...args: readonly string[]): string {
  return execFileSync("ctr", ["--address", socket, ...args], { encoding: "utf8", stdio: "pipe" });
}
