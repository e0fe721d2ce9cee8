import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Confidential } from "../../src/domain/confidential.ts";
import type { EtcdAccess } from "../../src/ports/etcd.ts";
import { issue, makeAuthority } from "./tls-material.ts";

/** One etcd member on loopback ports of its own, with client certificates demanded. */
export interface RealEtcd {
  readonly access: EtcdAccess;
  stop(): Promise<void>;
}

/** Starts `program` and waits until it is ready. Throws with its log where it does not get there. */
export async function startEtcd(program: string): Promise<RealEtcd> {
  const directory = mkdtempSync(`${tmpdir()}/steadyplane-etcd-`);
  const [client, peer, metrics] = await Promise.all([freePort(), freePort(), freePort()]);
  const access = writeIdentity(directory, `https://127.0.0.1:${client}`);
  const args = flags(directory, access.endpoint, `http://127.0.0.1:${peer}`, `http://127.0.0.1:${metrics}`);
  // It dies with this process, however that ends.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", program, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (log += chunk));
  const ended = once(child, "exit");
  for (let tries = 0; !(await isReady(metrics)); tries += 1) {
    if (tries > 300 || child.exitCode !== null) {
      throw new Error(`etcd did not start: ${log}`);
    }
    await sleep(100);
  }
  return {
    access,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function writeIdentity(directory: string, endpoint: string): EtcdAccess {
  const authority = makeAuthority("etcd-ca");
  const { cert, key } = issue(authority, "IP:127.0.0.1");
  writeFileSync(`${directory}/ca.crt`, authority.cert);
  writeFileSync(`${directory}/server.crt`, cert);
  writeFileSync(`${directory}/server.key`, key);
  return { endpoint, caPem: authority.cert, certPem: cert, keyPem: new Confidential(key) };
}

function flags(directory: string, client: string, peer: string, metrics: string): readonly string[] {
  return [
    "--name=cp1",
    `--data-dir=${directory}/data`,
    `--listen-client-urls=${client},${client.replace("127.0.0.1", "127.0.0.2")}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=cp1=${peer}`,
    `--listen-metrics-urls=${metrics}`,
    `--cert-file=${directory}/server.crt`,
    `--key-file=${directory}/server.key`,
    `--trusted-ca-file=${directory}/ca.crt`,
    "--client-cert-auth=true",
    "--log-level=warn",
  ];
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return address !== null && typeof address === "object" ? address.port : 0;
}
