import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { UntypedServiceImplementation, handleUnaryCall } from "@grpc/grpc-js";
import { onTestFinished } from "vitest";
import { criService } from "../../src/adapters/cri-package.ts";
import type { ContainerView } from "../../src/ports/container-runtime.ts";
import type { FakeContainerRuntime } from "./fake-container-runtime.ts";

type Answer = (request: Readonly<Record<string, unknown>>) => Promise<object>;

const STATES = {
  created: "CONTAINER_CREATED",
  running: "CONTAINER_RUNNING",
  exited: "CONTAINER_EXITED",
  unknown: "CONTAINER_UNKNOWN",
};

/** Serves what `runtime` holds over CRI at a unix socket, until the running test ends. */
export async function serveCri(runtime: FakeContainerRuntime, socket: string): Promise<Server> {
  const server = new Server();
  const implementation = implementationOf(answersOf(runtime), runtime);
  server.addService(criService("RuntimeService"), implementation);
  server.addService(criService("ImageService"), implementation);
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix://${socket}`, ServerCredentials.createInsecure(), (error) => {
      if (error === null) {
        resolve();
      } else {
        reject(error);
      }
    });
  });
  onTestFinished(() => server.forceShutdown());
  return server;
}

function implementationOf(answers: Readonly<Record<string, Answer>>, runtime: FakeContainerRuntime) {
  const implementation: UntypedServiceImplementation = {};
  for (const [method, answer] of Object.entries(answers)) {
    const handle: handleUnaryCall<Readonly<Record<string, unknown>>, object> = (call, reply) => {
      answer(call.request).then(
        (response) => reply(null, response),
        (error: Error) => {
          const code = error instanceof Unimplemented ? status.UNIMPLEMENTED : status.NOT_FOUND;
          reply({ code: runtime.isAvailable ? code : status.UNAVAILABLE, details: error.message });
        },
      );
    };
    implementation[method] = handle;
  }
  return implementation;
}

class Unimplemented extends Error {
  override readonly name = "Unimplemented";
}

function answersOf(runtime: FakeContainerRuntime): Readonly<Record<string, Answer>> {
  return {
    Version: async () => {
      const { name, version, apiVersion } = await runtime.version();
      return { version: "0.1.0", runtime_name: name, runtime_version: version, runtime_api_version: apiVersion };
    },
    Status: async () => {
      const unmet = (await runtime.unmetConditions()).map((text) => text.split(": "));
      const conditions = unmet.map(([type, message]) => ({ type, message, status: false, reason: "Because" }));
      return { status: { conditions: [{ type: "RuntimeReady", status: true }, ...conditions] } };
    },
    RuntimeConfig: async () => {
      const driver = await runtime.cgroupDriver();
      if (driver === undefined) {
        throw new Unimplemented("unknown method RuntimeConfig");
      }
      return { linux: { cgroup_driver: driver === "systemd" ? "SYSTEMD" : "CGROUPFS" } };
    },
    ListPodSandbox: async () => ({
      items: (await runtime.sandboxes()).map(({ name, namespace, uid, isReady, createdAt, ...same }) =>
        Object.assign(same, {
          metadata: { name, namespace, uid },
          state: isReady ? "SANDBOX_READY" : "SANDBOX_NOTREADY",
          created_at: createdAt * 1e6,
        }),
      ),
    }),
    StopPodSandbox: async ({ pod_sandbox_id }) => done(runtime.stopSandbox(String(pod_sandbox_id))),
    RemovePodSandbox: async ({ pod_sandbox_id }) => done(runtime.removeSandbox(String(pod_sandbox_id))),
    ListContainers: async () => ({
      containers: (await runtime.containers()).map((container) =>
        Object.assign(messageOf(container), { pod_sandbox_id: container.sandboxId }),
      ),
    }),
    ContainerStatus: async ({ container_id, verbose }) => {
      const found = await runtime.containerStatus(String(container_id));
      const { startedAt, finishedAt, exitCode, reason, message, logPath, sandboxId, pid = 0 } = found;
      const times = { started_at: startedAt * 1e6, finished_at: finishedAt * 1e6 };
      return {
        status: Object.assign(messageOf(found), times, { exit_code: exitCode, reason, message, log_path: logPath }),
        info: verbose === true ? { info: JSON.stringify({ sandboxID: sandboxId, pid }) } : {},
      };
    },
    StopContainer: async ({ container_id, timeout }) =>
      done(runtime.stopContainer(String(container_id), Number(timeout))),
    ListImages: async () => ({
      images: (await runtime.images()).map(({ id, tags, size }) => ({ id, size, repo_tags: tags })),
    }),
    ImageStatus: async ({ image }) => {
      const found = await runtime.image(referenceOf(image));
      return found === undefined ? {} : { image: found };
    },
    PullImage: async ({ image }) => {
      await runtime.pullImage(referenceOf(image));
      return { image_ref: referenceOf(image) };
    },
  };
}

function messageOf({ id, name, attempt, state, image, createdAt, labels, annotations }: ContainerView) {
  return {
    id,
    metadata: { name, attempt },
    state: STATES[state],
    image: { image: "sha256:0", user_specified_image: image },
    created_at: createdAt * 1e6,
    labels,
    annotations,
  };
}

function referenceOf(image: unknown): string {
  return (image as { readonly image: string }).image;
}

async function done(work: Promise<void>): Promise<object> {
  await work;
  return {};
}
