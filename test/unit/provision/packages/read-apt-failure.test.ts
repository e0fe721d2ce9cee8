import { expect, test } from "vitest";
import { readAptFailure } from "../../../../src/provision/packages/read-apt-failure.ts";

// As apt 2.6 prints it.
const LOCKED =
  "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 9580 (apt-get)\n" +
  "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?\n";

test("a lock names its holder", () => {
  expect(readAptFailure(LOCKED)).toEqual({
    kind: "locked",
    lock: "/var/lib/dpkg/lock-frontend",
    holder: "apt-get (pid 9580)",
  });
});

test("a lock whose holder apt cannot tell is a lock too", () => {
  const stderr = "E: Could not get lock /var/lib/apt/lists/lock - open (11: Resource temporarily unavailable)";
  expect(readAptFailure(stderr)).toMatchObject({ kind: "locked", lock: "/var/lib/apt/lists/lock" });
});

test.each([
  ["E: Unable to locate package runc", "outdated"],
  ["E: Package 'runc' has no installation candidate", "outdated"],
  ["E: Failed to fetch http://packages.example.org/x.deb  404  Not Found [IP: 1.2.3.4 80]", "outdated"],
  [
    "W: Failed to fetch http://packages.example.org/x  Temporary failure resolving 'packages.example.org'",
    "unreachable",
  ],
  ["E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.", "interrupted"],
  ["E: You don't have enough free space in /var/cache/apt/archives/.", "other"],
])("%s", (stderr, kind) => {
  expect(readAptFailure(stderr).kind).toBe(kind);
});
