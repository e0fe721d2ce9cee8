import { describe, expect, it } from "vitest";
import { COMPONENTS } from "../../../../src/domain/component.ts";
import { checkHandoff } from "../../../../src/plan/handoff/check-handoff.ts";
import type { ComponentHandoffFacts, HostHandoffFacts } from "../../../../src/plan/handoff/handoff-facts.ts";
import { exampleHandoffComponent, exampleHandoffHost } from "../../../support/handoff-facts.ts";
import { ABSENT, present, UNREADABLE } from "../../../support/preflight-facts.ts";

const MEBIBYTE = 2 ** 20;
type Changes = Partial<ComponentHandoffFacts> & { readonly host?: Partial<HostHandoffFacts> };

function verdict(component: ComponentHandoffFacts["component"], { host = {}, ...changes }: Changes = {}) {
  return checkHandoff(exampleHandoffComponent(component, changes), exampleHandoffHost(host));
}
const withFlags = (...flags: readonly string[]) => ({ desired: { command: ["binary", ...flags], env: [] } });
const listener = (port: number) => present([{ address: "::", port, process: { pid: 812, name: "nginx" } }]);

it.each(COMPONENTS)("is possible for %s where nothing stands in the way, with the room that is free", (component) => {
  expect(verdict(component)).toEqual({ kind: "possible", room: { cpuMilli: 500, memoryBytes: 1000 } });
});

it("leaves no room for requests where more is requested than there is", () => {
  const node = present({ cpuMilli: -100, memoryBytes: 5, podSlots: 1 });

  expect(verdict("etcd", { host: { node } })).toEqual({ kind: "possible", room: { cpuMilli: 0, memoryBytes: 5 } });
});

it("has nothing to hand over where the component does not serve, whatever else there is", () => {
  const host = { packetFilterLacks: present("no nft"), node: UNREADABLE };

  expect(verdict("kube-apiserver", { isServing: present(false), host })).toEqual({ kind: "start" });
});

describe("is impossible", () => {
  it.each<[string, ComponentHandoffFacts["component"], Changes]>([
    ["Handoff-PacketFilter", "kube-apiserver", { host: { packetFilterLacks: present("nft is not installed") } }],
    ["Handoff-Port-6444", "kube-apiserver", { host: { listeners: listener(6444) } }],
    ["Handoff-Port-12381", "etcd", { host: { listeners: listener(12381) } }],
    ["Handoff-BindAddress", "kube-apiserver", withFlags("--bind-address=192.0.2.10")],
    ["Handoff-BindAddress", "kube-apiserver", { runningCommand: ["kube-apiserver", "--bind-address", "192.0.2.10"] }],
    ["Handoff-LeaderElection", "kube-scheduler", withFlags("--leader-elect=false")],
    ["Handoff-LeaderElection", "kube-controller-manager", { runningCommand: ["binary", "--leader_elect=false"] }],
    ["Handoff-Flags", "kube-scheduler", withFlags("--leader-elect-resource-name=other")],
    ["Handoff-Flags", "etcd", withFlags("--data-dir=/srv/etcd")],
    ["Handoff-Flags", "etcd", withFlags("--listen-client-http-urls=http://127.0.0.1:2378")],
    ["Handoff-Flags", "etcd", { desired: { command: ["etcd"], env: [{ name: "ETCD_CONFIG_FILE", value: "/a" }] } }],
    ["Handoff-Memory", "etcd", { host: { availableBytes: present(600 * MEBIBYTE - 1) } }],
    ["Handoff-PodSlot", "kube-scheduler", { host: { node: present({ cpuMilli: 9, memoryBytes: 9, podSlots: 0 }) } }],
    ["Handoff-Kubelet", "kube-scheduler", { host: { kubelet: present("stopped") } }],
    ["Handoff-Runtime", "kube-scheduler", { host: { runtimeUnmet: present(["RuntimeReady: gone"]) } }],
    ["Handoff-Leftover", "etcd", { leftovers: present(["The Pod etcd-handoff-node-1"]) }],
  ])("%s, for %s", (check, component, changes) => {
    expect(verdict(component, changes)).toMatchObject({ kind: "impossible", findings: [{ check, level: "reject" }] });
  });
});

describe("is doubtful, which is not possible", () => {
  const doubt = new Map([[6444, present("chain inet filter input has policy drop")]]);

  it.each<[string, string, Changes]>([
    ["Handoff-Firewall", "warn", { host: { firewallDoubts: doubt } }],
    ["Handoff-Firewall", "unknown", { host: { firewallDoubts: new Map() } }],
    ["Handoff-PacketFilter", "unknown", { host: { packetFilterLacks: UNREADABLE } }],
    ["Handoff-Port", "unknown", { host: { listeners: UNREADABLE } }],
    ["Handoff-Memory", "unknown", { residentBytes: ABSENT }],
    ["Handoff-Memory", "unknown", { host: { availableBytes: UNREADABLE } }],
    ["Handoff-Kubelet", "unknown", { host: { kubelet: UNREADABLE } }],
    ["Handoff-Runtime", "unknown", { host: { runtimeUnmet: UNREADABLE } }],
    ["Handoff-Serving", "unknown", { isServing: UNREADABLE }],
    ["Handoff-Leftover", "unknown", { leftovers: UNREADABLE }],
    ["Handoff-Flags", "unknown", { runningCommand: [] }],
  ])("%s, %s", (check, level, changes) => {
    expect(verdict("kube-apiserver", changes)).toMatchObject({
      kind: "doubtful",
      room: { cpuMilli: 500 },
      findings: [{ check, level }],
    });
  });

  it("and requests nothing where the room could not be told", () => {
    expect(verdict("etcd", { host: { node: UNREADABLE } })).toMatchObject({
      kind: "doubtful",
      room: { cpuMilli: 0, memoryBytes: 0 },
      findings: [{ check: "Handoff-PodSlot", level: "unknown" }],
    });
  });
});

it("needs no packet filter for components that nobody calls", () => {
  const host = { packetFilterLacks: present("nft is not installed"), firewallDoubts: new Map() };

  expect(verdict("kube-scheduler", { host }).kind).toBe("possible");
});

it("lets an API server be bound to every address", () => {
  expect(verdict("kube-apiserver", withFlags("--bind-address=::")).kind).toBe("possible");
});

it("says who holds the port, and what to open in a firewall", () => {
  const firewallDoubts = new Map([[6444, present("chain inet filter input has policy drop")]]);

  expect(verdict("kube-apiserver", { host: { firewallDoubts, listeners: listener(6444) } })).toMatchObject({
    findings: [
      {
        what: expect.stringContaining("chain inet filter input"),
        fix: expect.arrayContaining([expect.stringContaining("6444/tcp")]),
      },
      { what: "Port 6444 is already in use by nginx (pid 812).", why: expect.stringContaining("Nothing was changed.") },
    ],
  });
});
