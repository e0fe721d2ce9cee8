import { expect, it } from "vitest";
import { startFollowers } from "../../../../src/apply/init/start-followers.ts";
import { Confidential } from "../../../../src/domain/confidential.ts";
import { ApiUnreachable } from "../../../../src/ports/cluster-api.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeClusterApi } from "../../../support/fake-cluster-api.ts";
import { answered, FakeHttp } from "../../../support/fake-http.ts";
import { FakeServices } from "../../../support/fake-services.ts";

const SERVER = "https://192.0.2.10:6443";
const access = { server: SERVER, caPem: "ca", certPem: "cert", keyPem: new Confidential("key") };

function scene() {
  const written: string[] = [];
  const ports = { http: new FakeHttp(), clock: new FakeClock(), services: new FakeServices().put("kubelet", {}) };
  const api = new FakeClusterApi();
  const registration = {
    mirrorPods: ["etcd-cp1", "kube-apiserver-cp1"],
    access,
    api,
    writeFollowers: async () => void written.push("followers"),
  };
  return { written, ports, api, registration };
}

it("writes the followers once the priority classes are there", async () => {
  const { written, ports, registration } = scene();
  ports.http.answer(SERVER, answered("", 500), answered("", 500), answered("ok"));

  await startFollowers(Promise.resolve(), registration, ports);

  expect(written).toEqual(["followers"]);
  expect(ports.http.requests).toHaveLength(3);
});

it("makes the class of static Pods as soon as the server serves, and takes the server's own for its own", async () => {
  const { ports, api, registration } = scene();
  ports.http.answer(SERVER, answered("ok"));
  let failures = 3;
  api.refuse = (call) =>
    call.startsWith("create") && failures-- > 0 ? new ApiUnreachable("refused", "connection refused") : undefined;

  await startFollowers(Promise.resolve(), registration, ports);
  await startFollowers(Promise.resolve(), registration, ports);

  expect(api.objects()).toMatchObject([{ kind: "PriorityClass", value: 2_000_001_000 }]);
});

it("starts the kubelet anew where it came too early, and leaves one alone whose mirror Pods are there", async () => {
  const { ports, api, registration } = scene();
  ports.http.answer(SERVER, answered("ok"));

  await startFollowers(Promise.resolve(), registration, ports);
  expect(ports.services.calls).toEqual(["restart kubelet"]);

  api.put({ apiVersion: "v1", kind: "Pod", metadata: { name: "kube-apiserver-cp1", namespace: "kube-system" } });
  await startFollowers(Promise.resolve(), registration, ports);
  expect(ports.services.calls).toEqual(["restart kubelet", "restart kubelet"]);

  api.put({ apiVersion: "v1", kind: "Pod", metadata: { name: "etcd-cp1", namespace: "kube-system" } });
  await startFollowers(Promise.resolve(), registration, ports);
  expect(ports.services.calls).toHaveLength(2);
});

it("writes nothing when the servers cannot become healthy", async () => {
  const { written, ports, api, registration } = scene();
  api.refuse = () => new ApiUnreachable("refused", "connection refused");
  const cause = new Error("port taken");

  await expect(startFollowers(Promise.reject(cause), registration, ports)).rejects.toBe(cause);

  expect(written).toEqual([]);
  expect(ports.services.calls).toEqual([]);
});
