import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { NodeBinaryStore } from "../../src/adapters/node-binary-store.ts";
import { below } from "../../src/domain/absolute-path.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const store = new NodeBinaryStore();

test("a checksum, and none for what is absent", async () => {
  const base = temporaryDirectory();
  writeFileSync(`${base}/file`, "content");
  expect(await store.sha256(below(base, "file"))).toBe(createHash("sha256").update("content").digest("hex"));
  expect(await store.sha256(below(base, "absent"))).toBeUndefined();
  expect(await store.size(below(base, "file"))).toBe(7);
  expect(await store.size(below(base, "absent"))).toBeUndefined();
});

test("install replaces at one stroke and leaves no draft", async () => {
  const base = temporaryDirectory();
  mkdirSync(`${base}/bin`);
  writeFileSync(`${base}/new`, "new");
  writeFileSync(`${base}/bin/kubelet`, "old", { mode: 0o600 });
  await store.install(below(base, "new"), below(base, "bin", "kubelet"), 0o755);
  expect(readFileSync(`${base}/bin/kubelet`, "utf8")).toBe("new");
  expect(statSync(`${base}/bin/kubelet`).mode & 0o777).toBe(0o755);
  await expect(store.install(below(base, "absent"), below(base, "bin", "kubelet"), 0o755)).rejects.toMatchObject({
    code: "ENOENT",
  });
  expect(readdirSync(`${base}/bin`)).toEqual(["kubelet"]);
});

test("publish names a directory once; the second one is told", async () => {
  const base = temporaryDirectory();
  for (const name of ["first", "second"]) {
    mkdirSync(`${base}/${name}`);
    writeFileSync(`${base}/${name}/file`, name);
  }
  expect(await store.publish(below(base, "first"), below(base, "final"))).toBe(true);
  expect(await store.publish(below(base, "second"), below(base, "final"))).toBe(false);
  expect(readFileSync(`${base}/final/file`, "utf8")).toBe("first");
});

test("removing a tree does not follow links out of it", async () => {
  const base = temporaryDirectory();
  mkdirSync(`${base}/tree`);
  writeFileSync(`${base}/outside`, "");
  symlinkSync(`${base}/outside`, `${base}/tree/link`);
  await store.removeTree(below(base, "tree"));
  await store.removeTree(below(base, "tree"));
  expect(existsSync(`${base}/tree`)).toBe(false);
  expect(existsSync(`${base}/outside`)).toBe(true);
});

test("what is exclusive runs one after the other", async () => {
  const lock = below(temporaryDirectory(), "lock");
  const seen: string[] = [];
  const run = (name: string): Promise<void> =>
    store.exclusively(
      lock,
      () => seen.push(`${name} waits`),
      async () => {
        seen.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`${name} ends`);
      },
    );
  await Promise.all([run("a"), run("b")]);
  expect(seen).toEqual(["a begins", "b waits", "a ends", "b begins", "b ends"]);
});

test("a process that dies lets go of the lock", async () => {
  const lock = below(temporaryDirectory(), "lock");
  const holder = spawn("flock", [lock, "-c", "echo held; exec sleep 60"], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(holder.stdout, "data");
  let waits = 0;
  const onWait = (): void => {
    waits += 1;
    process.kill(-(holder.pid ?? 0), "SIGKILL");
  };
  const ended = store.exclusively(lock, onWait, async () => "mine");
  expect(await ended).toBe("mine");
  expect(waits).toBe(1);
});

test("a failure lets go of the lock", async () => {
  const lock = below(temporaryDirectory(), "lock");
  const failing = store.exclusively(
    lock,
    () => undefined,
    async () => Promise.reject(new Error("no")),
  );
  await expect(failing).rejects.toThrow("no");
  expect(
    await store.exclusively(
      lock,
      () => undefined,
      async () => "mine",
    ),
  ).toBe("mine");
});
