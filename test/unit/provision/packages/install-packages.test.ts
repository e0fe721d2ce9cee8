import { expect, test } from "vitest";
import { installPackages } from "../../../../src/provision/packages/install-packages.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeCommands } from "../../../support/fake-commands.ts";

const APT = "apt-get -o Dpkg::Options::=--force-confold";
const INSTALL = `${APT} install --yes --no-install-recommends runc socat`;
const UNKNOWN = { exitCode: 100, stderr: "E: Unable to locate package runc\n" };
const LOCKED = { exitCode: 100, stderr: "E: Could not get lock /x. It is held by process 7 (dpkg)\n" };

function install(commands: FakeCommands, clock = new FakeClock(), said: string[] = []): Promise<void> {
  return installPackages(["runc", "socat"], { commands, clock }, (detail) => said.push(detail));
}

test("what the lists know is installed without reading them again, and without questions", async () => {
  const commands = new FakeCommands().answer(INSTALL);
  await install(commands);
  expect(commands.lines()).toEqual([INSTALL]);
  expect(commands.calls[0]?.options.env?.["DEBIAN_FRONTEND"]).toBe("noninteractive");
});

test("what the lists do not know is looked for in new ones, once", async () => {
  const answers = [UNKNOWN, {}];
  const commands = new FakeCommands().answer(INSTALL, () => answers.shift() ?? {}).answer(`${APT} update`);
  await install(commands);
  expect(commands.lines()).toEqual([INSTALL, `${APT} update`, INSTALL]);
});

test("what no list knows is an error that names it", async () => {
  const commands = new FakeCommands().answer(INSTALL, UNKNOWN).answer(`${APT} update`);
  await expect(install(commands)).rejects.toMatchObject({
    code: "PackagesUnreachable",
    message: expect.stringContaining("runc"),
  });
  expect(commands.lines()).toHaveLength(3);
});

test("a lock is waited for, and its holder named", async () => {
  const answers = [LOCKED, LOCKED, {}];
  const said: string[] = [];
  await install(
    new FakeCommands().answer(INSTALL, () => answers.shift() ?? {}),
    new FakeClock(),
    said,
  );
  expect(said).toContain("waiting for dpkg (pid 7), which holds the package database");
});

test("a lock that is held for a minute is an error", async () => {
  const clock = new FakeClock();
  await expect(install(new FakeCommands().answer(INSTALL, LOCKED), clock)).rejects.toMatchObject({
    code: "PackageManagerLocked",
    message: expect.stringContaining("dpkg (pid 7)"),
  });
  expect(clock.monotonicMs()).toBe(60_000);
});

test("a host without apt-get is told which packages to install", async () => {
  await expect(install(new FakeCommands())).rejects.toMatchObject({
    code: "PackageManagerMissing",
    message: expect.stringContaining("runc, socat"),
  });
});

test("another failure shows apt's own last words", async () => {
  const commands = new FakeCommands().answer(INSTALL, {
    exitCode: 100,
    stderr: "E: Sub-process /usr/bin/dpkg returned 1\n",
  });
  await expect(install(commands)).rejects.toMatchObject({
    code: "PackagesFailed",
    evidence: ["E: Sub-process /usr/bin/dpkg returned 1"],
  });
});
