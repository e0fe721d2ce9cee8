import { mkdir } from "node:fs/promises";
import { type AbsolutePath, absolute } from "../src/domain/absolute-path.ts";
import { ExecaCommands } from "../src/adapters/execa-commands.ts";
import { FlockHostLock } from "../src/adapters/flock-host-lock.ts";
import { LinuxProcesses } from "../src/adapters/linux-processes.ts";
import { NodeBinaryStore } from "../src/adapters/node-binary-store.ts";
import { NodeEntropy } from "../src/adapters/node-entropy.ts";
import { NodeFileSystem } from "../src/adapters/node-file-system.ts";
import { NodeGrowingFiles } from "../src/adapters/node-growing-files.ts";
import { NodeHttp } from "../src/adapters/node-http.ts";
import { NftPacketFilter } from "../src/adapters/nft-packet-filter.ts";
import { NodeNetworkInterfaces } from "../src/adapters/node-network-interfaces.ts";
import { GrpcContainerRuntime } from "../src/adapters/grpc-container-runtime.ts";
import { GrpcEtcd } from "../src/adapters/grpc-etcd.ts";
import { GuardProcess } from "../src/adapters/guard-process.ts";
import { HttpClusterApi } from "../src/adapters/http-cluster-api.ts";
import { ProcConnections } from "../src/adapters/proc-connections.ts";
import { NodeTlsServers } from "../src/adapters/node-tls-servers.ts";
import { RootedFileSystem } from "../src/adapters/rooted-file-system.ts";
import { SupervisedServices } from "../src/adapters/supervised-services.ts";
import { SERVICE_DIRECTORIES } from "../src/adapters/supervisor/service-paths.ts";
import { TarArchiveWriter } from "../src/adapters/tar-archive-writer.ts";
import { SystemClock } from "../src/adapters/system-clock.ts";
import type { ApiAccess } from "../src/diagnose/expectation.ts";
import type { ClusterApi } from "../src/ports/cluster-api.ts";
import type { ContainerRuntime } from "../src/ports/container-runtime.ts";
import type { Etcd, EtcdAccess } from "../src/ports/etcd.ts";
import type { FileSystem } from "../src/ports/file-system.ts";
import type { Http } from "../src/ports/http.ts";
import type { PacketFilter } from "../src/ports/packet-filter.ts";
import type { Processes } from "../src/ports/processes.ts";
import type { CommandContext } from "./context.ts";

/** Opening one costs both sides more than many a request. */
const API_CONNECTIONS = 4;

/** The one place that knows which adapter stands behind which port. */
export function compose({ self }: Pick<CommandContext, "self">) {
  const files: FileSystem = new NodeFileSystem();
  const commands = new ExecaCommands();
  const packets: PacketFilter = new NftPacketFilter(commands);
  const processes: Processes = new LinuxProcesses();
  const http: Http = new NodeHttp({ keepAlive: true });
  const freshHttp: Http = new NodeHttp();
  return {
    files,
    /** A file system of its own below a directory, for whoever runs this. */
    filesBelow: (root: AbsolutePath): FileSystem => new RootedFileSystem(files, root),
    makeOwnDirectory: async (path: AbsolutePath): Promise<void> =>
      void (await mkdir(path, { recursive: true, mode: 0o700 })),
    growing: new NodeGrowingFiles(),
    commands,
    store: new NodeBinaryStore(),
    processes,
    packets,
    connections: new ProcConnections(),
    guard: new GuardProcess([...self, "guard"]),
    interfaces: new NodeNetworkInterfaces(),
    clock: new SystemClock(),
    entropy: new NodeEntropy(),
    archives: new TarArchiveWriter(),
    http,
    /** A new connection for each request. */
    freshHttp,
    freshClusterApi: (access: ApiAccess): ClusterApi => new HttpClusterApi(access, new NodeHttp()),
    tls: new NodeTlsServers(),
    lock: new FlockHostLock(absolute("/run/steadyplane/lock")),
    services: new SupervisedServices({
      directories: SERVICE_DIRECTORIES,
      supervisorCommand: [...self, "service", "supervise"],
    }),
    /** `questionMs`: how long it may take to answer a question. */
    runtimeAt: (socket: string, questionMs?: number): ContainerRuntime => new GrpcContainerRuntime(socket, questionMs),
    etcdAt: (access: EtcdAccess): Etcd => new GrpcEtcd(access),
    clusterApi: (access: ApiAccess): ClusterApi =>
      new HttpClusterApi(access, new NodeHttp({ keepAlive: true, connections: API_CONNECTIONS })),
  };
}

/** Every port of a host. */
export type HostPorts = ReturnType<typeof compose>;
