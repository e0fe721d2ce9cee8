import { arch } from "node:os";
import { basename } from "node:path";
import { ExecaCommands } from "../../src/adapters/execa-commands.ts";
import { NodeBinaryStore } from "../../src/adapters/node-binary-store.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import { programImage } from "../../src/provision/images/image-content.ts";
import { importImage } from "../../src/provision/images/import-image.ts";
import { IMAGE_REPOSITORY } from "./node-source.ts";
import type { TestHost } from "./test-host.ts";

const IMAGE = `${IMAGE_REPOSITORY}/load:1`;
const POD = "load";
const SOCKET = "/run/containerd/containerd.sock";
const KUBECTL = ["--kubeconfig=/etc/kubernetes/admin.conf", "--namespace=default"];

export interface PodCommand {
  readonly args: readonly string[];
  /** A directory of the host, and where the Pod sees it. */
  readonly shared: string;
  readonly at: string;
}

/** Runs `program`, which needs no other file, in a Pod with a network of its own. Resolves when the Pod is made. */
export async function startLoadPod(host: TestHost, program: string, command: PodCommand): Promise<void> {
  await importProgram(host, program);
  await host.must("kubectl", [...KUBECTL, "wait", "--for=create", "serviceaccount/default", "--timeout=30s"]);
  await host.must("kubectl", [...KUBECTL, "create", "-f", "-"], { input: JSON.stringify(podOf(program, command)) });
}

/** Takes the Pod away at once. Absent is fine. */
export async function removeLoadPod(host: TestHost): Promise<void> {
  await host.must("kubectl", [...KUBECTL, "delete", "pod", POD, "--ignore-not-found", "--now"]);
}

async function importProgram(host: TestHost, program: string): Promise<void> {
  const architecture = arch() === "x64" ? "amd64" : arch();
  const image = programImage(IMAGE, [{ name: basename(program), from: absolute(program) }], architecture);
  const target = { address: absolute(host.path(SOCKET)), scratch: absolute(host.path("/tmp/load-image")) };
  await importImage(image, target, { commands: new ExecaCommands(), store: new NodeBinaryStore() });
}

function podOf(program: string, { args, shared, at }: PodCommand): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: POD },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      tolerations: [{ operator: "Exists" }],
      containers: [
        {
          name: POD,
          image: IMAGE,
          command: [basename(program), ...args],
          volumeMounts: [{ name: "shared", mountPath: at }],
        },
      ],
      volumes: [{ name: "shared", hostPath: { path: shared, type: "Directory" } }],
    },
  };
}
