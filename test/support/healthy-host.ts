import type { Component } from "../../src/domain/component.ts";
import type { DiagnosePorts } from "../../src/diagnose/diagnose-ports.ts";
import type { ComponentExpectation, Expectation } from "../../src/diagnose/expectation.ts";
import type { ServiceName, Services, ServiceStatus } from "../../src/ports/services.ts";
import { EXAMPLE_NOW, exampleExpectation, RUNNING_SERVICE } from "./example-snapshot.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeContainerRuntime } from "./fake-container-runtime.ts";
import { answered, FakeHttp } from "./fake-http.ts";
import { FakeProcesses } from "./fake-processes.ts";
import { InMemoryFileSystem } from "./in-memory-file-system.ts";
import { asContainerLog } from "./recorded.ts";

const API = "https://192.0.2.10:6443";
const LEASES = `${API}/apis/coordination.k8s.io/v1/namespaces/kube-system/leases`;

/** A control-plane node on which all is well, until a test breaks something. */
export class HealthyHost {
  readonly startedAt = EXAMPLE_NOW - 60_000;
  readonly expectation: Expectation = exampleExpectation();
  readonly clock = new FakeClock(EXAMPLE_NOW);
  readonly files = new InMemoryFileSystem();
  readonly http = new FakeHttp();
  readonly processes = new FakeProcesses();
  readonly runtime = new FakeContainerRuntime();
  readonly #services = new Map<ServiceName, ServiceStatus>();
  readonly #leases = new Map<string, { readonly holder: string; readonly renewedAt: number }>();
  readonly #hashes = new Map<Component, string>();

  constructor() {
    this.http.answer("http://127.0.0.1:10248/healthz", answered("ok"));
    for (const expected of this.expectation.components) {
      this.#prepare(expected);
    }
    this.http.answer(`${API}/api/v1/nodes/node-1`, answered(JSON.stringify({ metadata: { name: "node-1" } })));
    this.http.answer(LEASES, () => answered(JSON.stringify({ items: this.#leaseItems() })));
    this.http.answer(`${API}/api/v1/namespaces/kube-system/pods`, () =>
      answered(JSON.stringify({ items: this.#podItems() })),
    );
  }

  get ports(): DiagnosePorts {
    const { clock, files, http, processes, runtime } = this;
    return { clock, files, http, processes, runtime, services: this.#fakeServices() };
  }

  /** The component has a sandbox and no container. */
  stop(component: Component): this {
    this.runtime.removeContainer(`${component}-0`);
    return this.deny(component);
  }
  start(component: Component): this {
    const { startedAt } = this;
    const pid = pidOf(component);
    this.runtime.putContainer({ id: `${component}-0`, sandboxId: component, name: component, pid, startedAt });
    return this;
  }
  /** Its only attempt ended and printed `log`. */
  exit(component: Component, exitCode: number, log: readonly string[]): this {
    const logPath = `/var/log/pods/${component}/0.log`;
    this.files.put(logPath, asContainerLog(log));
    const ended = {
      state: "exited",
      reason: "Error",
      startedAt: this.startedAt,
      finishedAt: this.clock.now(),
    } as const;
    this.runtime.putContainer({
      id: `${component}-0`,
      sandboxId: component,
      name: component,
      exitCode,
      logPath,
      ...ended,
    });
    return this;
  }
  /** Its ports refuse. */
  deny(component: Component): this {
    const refused = { kind: "failed", failure: "refused", message: "connect ECONNREFUSED" } as const;
    this.#expected(component).probes.forEach(({ url }) => this.http.answer(url, refused));
    return this;
  }
  runAs(component: Component, args: readonly string[]): this {
    void this.processes.signal(pidOf(component), "SIGKILL");
    this.processes.put({ pid: pidOf(component), name: component, args });
    return this;
  }
  service(name: ServiceName, status: Partial<ServiceStatus>): this {
    this.#services.set(name, { ...RUNNING_SERVICE, ...status });
    return this;
  }
  lease(component: Component, holder: string, renewedAt: number): this {
    this.#leases.set(component, { holder, renewedAt });
    return this;
  }
  mirrorPod(component: Component, hash = `uid-${component}`): this {
    this.#hashes.set(component, hash);
    return this;
  }

  #prepare(expected: ComponentExpectation): void {
    const { component, command, podName, manifestPath, probes } = expected;
    const containers = [{ name: component, image: expected.image, command }];
    const metadata = { name: component, namespace: "kube-system" };
    const pod = { apiVersion: "v1", kind: "Pod", metadata, spec: { containers } };
    this.files.put(manifestPath, JSON.stringify(pod));
    this.runtime.putImage(expected.image);
    this.runtime.putSandbox({ id: component, name: podName, uid: `uid-${component}`, createdAt: this.startedAt });
    this.start(component);
    this.processes.put({ pid: pidOf(component), name: component, args: command });
    probes.forEach(({ url }) => this.http.answer(url, answered("ok")));
    this.lease(component, "node-1_0b6f", this.clock.now()).mirrorPod(component);
  }
  #expected(component: Component): ComponentExpectation {
    const found = this.expectation.components.find((expected) => expected.component === component);
    if (found === undefined) {
      throw new Error(`${component} is not expected`);
    }
    return found;
  }
  #leaseItems() {
    return [...this.#leases].map(([name, { holder, renewedAt }]) => ({
      metadata: { name },
      spec: { holderIdentity: holder, renewTime: new Date(renewedAt).toISOString() },
    }));
  }
  #podItems() {
    return [...this.#hashes].map(([component, hash]) => ({
      metadata: { name: `${component}-node-1`, annotations: { "kubernetes.io/config.hash": hash } },
      status: { phase: "Running" },
    }));
  }
  #fakeServices(): Services {
    const nothing = async () => {};
    return {
      status: async (name) => this.#services.get(name) ?? RUNNING_SERVICE,
      logs: async () => [],
      start: nothing,
      stop: nothing,
      restart: nothing,
    };
  }
}

function pidOf(component: Component): number {
  return { etcd: 101, "kube-apiserver": 102, "kube-controller-manager": 103, "kube-scheduler": 104 }[component];
}
