import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { IMAGE_REPOSITORY, KUBERNETES_VERSION } from "../lab/node-source.ts";
import type { TestHost } from "../lab/test-host.ts";
import { sharedControlPlane } from "./support/control-plane.ts";
import { expectHealthy } from "./support/healthy.ts";
import { eventually, expectStatus, steadyplane } from "./support/steadyplane.ts";
import { withHost } from "./support/with-host.ts";

const controlPlane = sharedControlPlane();
const MANIFESTS = "/etc/kubernetes/manifests";
const PKI = "/etc/kubernetes/pki";
const LIMIT_MS = 10_000;
/** Of a healthy node, on a machine that does other things besides. */
const HEALTHY_MS = 3_000;
/** How fast the disk of this machine is while it does other things besides is for nobody here to judge. */
const OF_THE_DISK = ["etcd-fsync"];

interface Examined {
  readonly isAccepted: boolean;
  readonly hostKind: string;
  readonly counts: Readonly<Record<"pass" | "warn" | "reject" | "unknown", number>>;
  readonly checks: readonly {
    readonly name: string;
    readonly level: string;
    readonly evidence: readonly string[];
    readonly fix: readonly string[];
  }[];
}

/** A host looked over, within the limit, with an exit status that says the same. */
async function examine(host: TestHost, program: readonly string[] = ["steadyplane"]): Promise<Examined> {
  const [file = "", ...args] = [...program, "doctor", "-o", "json"];
  const outcome = expectStatus(await host.run(file, args, { timeoutMs: 60_000 }), 0, 1);
  const examined = JSON.parse(outcome.stdout) as Examined;
  expect(outcome.tookMs).toBeLessThan(LIMIT_MS);
  expect(outcome.status).toBe(examined.isAccepted ? 0 : 1);
  expect(examined.isAccepted).toBe(examined.counts.reject === 0);
  return examined;
}

const namesOf = ({ checks }: Examined, level: string) =>
  checks.filter((check) => check.level === level && !OF_THE_DISK.includes(check.name)).map(({ name }) => name);
const isWell = async (host: TestHost) => namesOf(await examine(host), "reject").length === 0;

function checkIn({ checks }: Examined, name: string) {
  const found = checks.find((check) => check.name === name);
  if (found === undefined) {
    throw new Error(`no check ${name} among ${checks.map((check) => check.name).join(", ")}`);
  }
  return { ...found, says: found.evidence.join("\n") };
}

/** Breaks something, looks, and waits until nothing is rejected again. */
async function whileBroken(host: TestHost, provoke: string, repair: string, look: () => Promise<void>): Promise<void> {
  await host.sh(provoke);
  try {
    await look();
  } finally {
    await host.sh(repair);
  }
  await eventually("all is well again", 120_000, async () => isWell(host));
}

test("a healthy node: nothing is rejected, everything can be told, in less than 3 s", async () => {
  const host = controlPlane();
  await expectHealthy(host);
  await eventually("nothing is rejected", 60_000, async () => isWell(host));
  const examined = await examine(host);
  expect(namesOf(examined, "reject")).toEqual([]);
  expect(namesOf(examined, "unknown")).toEqual([]);
  expect(examined.checks.length).toBeGreaterThan(55);
  const took: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    took.push((await steadyplane(host, ["doctor"])).tookMs);
  }
  const { stdout } = await steadyplane(host, ["doctor"]);
  process.stderr.write(`doctor took ${took.map(Math.round).join(", ")} ms\n${stdout}`);
  expect(Math.min(...took)).toBeLessThan(HEALTHY_MS);
  expect(stdout.split("\n").length).toBeLessThan(60);
});

test("a backup in the folder of manifests is rejected by name", async () => {
  const host = controlPlane();
  const backup = `${MANIFESTS}/kube-scheduler.yaml.bak`;
  await whileBroken(host, `cp -p ${MANIFESTS}/kube-scheduler.yaml ${backup}`, `rm ${backup}`, async () => {
    const found = checkIn(await examine(host), "manifests-unique");
    expect(found.level).toBe("reject");
    expect(found.says).toContain(backup);
    expect(found.fix[0]).toContain(`mv ${backup}`);
  });
});

test("a half-written manifest is rejected with line and column", async () => {
  const host = controlPlane();
  const provoke = `printf 'apiVersion: v1\\nkind: Pod\\nmetadata: { name: mine' >${MANIFESTS}/mine.yaml`;
  await whileBroken(host, provoke, `rm ${MANIFESTS}/mine.yaml`, async () => {
    const found = checkIn(await examine(host), "manifests-decodable");
    expect(found.level).toBe("reject");
    expect(found.says).toMatch(/mine\.yaml:3:\d+ is not YAML/u);
  });
});

test("a certificate that was renewed on disk and that the process was not started with is told", async () => {
  const host = controlPlane();
  const name = `${PKI}/apiserver-etcd-client`;
  const provoke = `cp -p ${name}.crt /root/old.crt
    openssl req -new -key ${name}.key -subj /CN=kube-apiserver-etcd-client -out /root/request.pem
    printf 'extendedKeyUsage = clientAuth' >/root/extensions
    openssl x509 -req -in /root/request.pem -CA ${PKI}/etcd/ca.crt -CAkey ${PKI}/etcd/ca.key -days 300 -extfile /root/extensions -out /root/new.crt
    cp /root/new.crt ${name}.crt`;
  await whileBroken(host, provoke, `cp -p /root/old.crt ${name}.crt`, async () => {
    const found = checkIn(await examine(host), "inputs-loaded");
    expect(found.level).toBe("warn");
    expect(found.says).toContain(`${name}.crt`);
    expect(found.says).toContain("kube-apiserver");
  });
  expect(checkIn(await examine(host), "inputs-loaded").level).toBe("pass");
});

test("an image that the next start needs and that is gone is rejected", async () => {
  const host = controlPlane();
  const image = `${IMAGE_REPOSITORY}/kube-scheduler:${KUBERNETES_VERSION}`;
  const provoke = `ctr -n k8s.io images export /root/image.tar ${image} && ctr -n k8s.io images rm --sync ${image}`;
  await whileBroken(host, provoke, "ctr -n k8s.io images import /root/image.tar", async () => {
    await eventually("it is told", 20_000, async () => checkIn(await examine(host), "images").says.includes(image));
    expect(checkIn(await examine(host), "images").level).toBe("reject");
    expect(checkIn(await examine(host), "kube-scheduler-healthy").level).toBe("pass");
  });
});

test("without an API server, what depends on it could not be told, and all else is", async () => {
  const host = controlPlane();
  const [from, to] = [`${MANIFESTS}/kube-apiserver.yaml`, "/root/kube-apiserver.yaml"];
  await whileBroken(host, `mv ${from} ${to}`, `cp -p ${to} ${MANIFESTS}/.x; mv ${MANIFESTS}/.x ${from}`, async () => {
    await eventually("it is gone", 60_000, async () => (await host.sh("pgrep kube-apiserver || true")) === "");
    const examined = await examine(host);
    expect(namesOf(examined, "reject")).toEqual(
      expect.arrayContaining(["manifests-present", "kube-apiserver-healthy", "endpoint-answers", "ports-listening"]),
    );
    expect(namesOf(examined, "unknown")).toEqual(expect.arrayContaining(["node-ready", "leases", "mirror-pods"]));
    expect(checkIn(examined, "etcd-quorum").level).toBe("pass");
    expect(checkIn(examined, "certificates-chain").level).toBe("pass");
  });
});

test("a kubelet that is stopped is told", async () => {
  const host = controlPlane();
  await whileBroken(host, "steadyplane service stop kubelet", "steadyplane service start kubelet", async () => {
    const examined = await examine(host);
    expect(checkIn(examined, "kubelet-healthy").level).toBe("reject");
    expect(checkIn(examined, "etcd-quorum").level).toBe("pass");
  });
});

test("a runtime that hangs is waited for no longer than 10 s, and nothing is guessed", async () => {
  const host = controlPlane();
  await whileBroken(host, "pkill -STOP -x containerd", "pkill -CONT -x containerd", async () => {
    const examined = await examine(host);
    expect(namesOf(examined, "reject")).toEqual(["runtime"]);
    expect(namesOf(examined, "unknown")).toEqual(expect.arrayContaining(["images", "restarts", "inputs-loaded"]));
  });
});

test("another user than root sees less, and is told so; nothing is rejected that cannot be seen", async () => {
  const host = controlPlane();
  const asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "steadyplane"];
  const examined = await examine(host, asNobody);
  expect(namesOf(examined, "reject")).toEqual([]);
  expect(namesOf(examined, "warn")).toContain("privileges");
  expect(namesOf(examined, "unknown")).toEqual(
    expect.arrayContaining(["certificates-keys", "runtime", "images", "etcd-quorum", "manifests-decodable"]),
  );
});

test("nothing is written: no call of it changes anything in a file system", async () => {
  const host = controlPlane();
  const changing =
    "creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,truncate,ftruncate,fallocate,utime,utimes,utimensat,futimesat,setxattr,lsetxattr,fsetxattr,fsync,fdatasync,openat,open";
  const tracing = ["-f", "-o", "/root/calls", "-e", `trace=${changing}`, "steadyplane", "doctor"];
  expectStatus(await host.run("strace", tracing), 0, 1);
  const calls = (await host.sh("cat /root/calls")).split("\n").filter((line) => /^\d+ +\w+\(/u.test(line));
  expect(calls.length).toBeGreaterThan(100);
  const opened = calls.filter((line) => / (?:openat|open)\(/u.test(line));
  const forWriting = opened.filter(
    (line) => /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/u.test(line) && !line.includes('"/dev/null"'),
  );
  expect(forWriting).toEqual([]);
  expect(calls.filter((line) => !opened.includes(line))).toEqual([]);
});

test("a bare host can become a control plane, and is told what is missing", async () => {
  await withHost(
    async (host) => {
      const program = [process.execPath, join(inject("nodeParts").product, "dist/main.mjs")];
      const examined = await examine(host, program);
      expect(examined.hostKind).toBe("bare");
      expect(namesOf(examined, "reject")).toEqual([]);
      expect(namesOf(examined, "warn")).toEqual(expect.arrayContaining(["runtime", "kubelet-version"]));
      const { stdout } = await host.run("env", [...program, "doctor"]);
      expect(stdout).toContain("can become a control plane");
      await host.sh("mkdir -p /var/lib/etcd/member");
      expect(namesOf(await examine(host, program), "reject")).toEqual(["etcd-data-free"]);
    },
    { state: "bare" },
  );
});
