import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { badQuantities } from "../../../src/diagnose/bad-quantities.ts";
import { componentProbes } from "../../../src/diagnose/component-probes.ts";
import { flagValue, flagValues } from "../../../src/diagnose/flags.ts";
import { hostAndPort, splitHostAndPort } from "../../../src/diagnose/host-and-port.ts";
import { parseContainerLog } from "../../../src/diagnose/parse-container-log.ts";
import { etcdFatalError } from "../../../src/diagnose/parse-etcd-log.ts";
import { parseHealthChecks } from "../../../src/diagnose/parse-health-checks.ts";
import { klogField, klogSince, parseKlog } from "../../../src/diagnose/parse-klog.ts";
import { redact } from "../../../src/diagnose/redact.ts";
import { recorded, recordedLines } from "../../support/recorded.ts";

describe("parseContainerLog", () => {
  it("joins what the runtime split and leaves out a cut first line", () => {
    const text = [
      "8Z stderr F cut",
      "2026-11-23T09:25:05.1Z stderr P one ",
      "2026-11-23T09:25:05.2Z stderr F line",
      "2026-11-23T09:25:05.3Z stdout F ",
      "2026-11-23T09:25:05.4Z stdout P unfinished",
    ].join("\n");
    expect(parseContainerLog(text)).toEqual(["one line", "", "unfinished"]);
  });
});

describe("klog", () => {
  const now = new Date(2026, 0, 1, 0, 0, 5).getTime();

  it("takes the year in which the line is not from the future", () => {
    const line = "I1231 23:59:59.500000       1 a.go:1] x";
    expect(parseKlog(line, now)?.at).toBe(new Date(2025, 11, 31, 23, 59, 59, 500).getTime());
  });

  it("keeps lines without a header with the one before", () => {
    const lines = ["I1231 23:59:50.000000 1 a.go:1] old", "\tmore", "E0101 00:00:01.000000 1 a.go:1] new", "\tmore"];
    expect(klogSince(lines, now - 5_000, now)).toEqual(lines.slice(2));
  });

  it("unquotes fields", () => {
    const line = 'E1 1] "command failed" err="invalid argument \\"x\\" for \\"--max-pods\\"" node=n1';
    expect(klogField(line, "err")).toBe('invalid argument "x" for "--max-pods"');
    expect(klogField(line, "node")).toBe("n1");
    expect(klogField(line, "pod")).toBeUndefined();
  });
});

describe("etcd's log", () => {
  it("has the reason in `error`, whatever the message says", () => {
    expect(etcdFatalError(recordedLines("etcd/metrics-port-taken.log"))).toBe(
      "listen tcp 127.0.0.1:22381: bind: address already in use",
    );
    expect(etcdFatalError(recordedLines("etcd/restart-on-own-data.log"))).toBeUndefined();
  });
});

describe("parseHealthChecks", () => {
  it("counts an API server's checks", () => {
    expect(parseHealthChecks(recorded("kube-apiserver/readyz-starting.txt")).failing).toEqual([
      "poststarthook/rbac/bootstrap-roles",
    ]);
    const ready = parseHealthChecks(recorded("kube-apiserver/readyz-ready.txt"));
    expect(ready.failing).toEqual([]);
    expect(ready.total).toBeGreaterThan(30);
  });
});

describe("flags", () => {
  it("take their value after = or as the next argument; the last one counts", () => {
    const command = ["x", "--a=1", "--a", "2", "--b", "--c=k=v"];
    expect(flagValues(command, "a")).toEqual(["1", "2"]);
    expect(flagValue(command, "a")).toBe("2");
    expect(flagValue(command, "b")).toBe("true");
    expect(flagValue(command, "c")).toBe("k=v");
    expect(flagValue(command, "d")).toBeUndefined();
  });
});

describe("componentProbes", () => {
  it("follow the flags", () => {
    const urls = (...probes: readonly { readonly url: string }[]) => probes.map(({ url }) => url);
    expect(urls(...componentProbes("etcd", ["etcd", "--listen-metrics-urls=http://0.0.0.0:9"], ""))).toEqual([
      "http://127.0.0.1:9/readyz?verbose",
    ]);
    expect(urls(...componentProbes("kube-apiserver", ["x", "--bind-address=::"], "fd00::1"))).toEqual([
      "https://[fd00::1]:6443/readyz?verbose",
    ]);
    expect(componentProbes("kube-scheduler", ["x", "--secure-port=0"], "")).toEqual([]);
  });
});

describe("hostAndPort", () => {
  it("is undone by splitHostAndPort", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()), fc.integer({ min: 1, max: 65535 }), (host, port) => {
        expect(splitHostAndPort(hostAndPort(host, port))).toEqual({ host, port });
      }),
    );
  });
});

describe("redact", () => {
  it.each([
    ["Authorization: Bearer abcdefghijklmnop", "abcdefghijklmnop"],
    ["kubeadm join --token abcdef.0123456789abcdef", "0123456789abcdef"],
    ["GET https://user:hunter2@registry.example/v2", "hunter2"],
    ['client-key-data: "LS0tLS1CRUdJTg=="', "LS0tLS1CRUdJTg"],
    ["-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----", "abc"],
    ["token eyJhbGciOi.eyJzdWIi.c2ln", "eyJzdWIi"],
  ])("%s", (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain("<secret>");
  });

  it("leaves ordinary words alone", () => {
    const text = 'invalid argument "many" for "--max-requests-inflight" flag: open /etc/kubernetes/pki/sa.key';
    expect(redact(text)).toBe(text);
  });
});

describe("badQuantities", () => {
  it("names what is no quantity", () => {
    const text = "evictionHard: { memory.available: 100Mi, nodefs.available: 10%, imagefs.available: some }\n";
    expect(badQuantities(text)).toEqual(["evictionHard.imagefs.available: some"]);
    expect(badQuantities(": : :")).toEqual([]);
  });
});
