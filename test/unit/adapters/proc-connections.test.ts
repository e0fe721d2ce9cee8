import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ProcConnections } from "../../../src/adapters/proc-connections.ts";

const HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
const port = (number: number): string => number.toString(16).toUpperCase().padStart(4, "0");
const line = (index: number, local: number, peer: number, state: string): string =>
  `${String(index).padStart(4)}: 0100007F:${port(local)} 0100007F:${port(peer)} ${state} 00000000:00000000 00:00000000 00000000     0        0 0 1\n`;

/** A host whose kernel has these sockets in its table, those that listen first. */
function hostWith(lines: readonly string[]): ProcConnections {
  const directory = mkdtempSync(join(tmpdir(), "connections-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, "tcp"), HEADER + lines.join(""));
  return new ProcConnections(directory);
}

test("a server is found behind many others, and among many connections", async () => {
  const listening = Array.from({ length: 500 }, (_, index) => line(index, 10_000 + index, 0, "0A"));
  const waiting = Array.from({ length: 20_000 }, (_, index) => line(index, 6443, 20_000 + index, "06"));
  const established = line(1, 6443, 50_000, "01");
  const host = hostWith([...listening, ...waiting, established, line(2, 50_000, 6443, "01")]);
  expect(await host.isListening(10_499)).toBe(true);
  expect(await host.isListening(6443)).toBe(false);
  expect(await host.peers(6443)).toEqual(new Set([`0100007F:${port(50_000)}`]));
});

test("a host without any socket, and one whose table is not there", async () => {
  expect(await hostWith([]).isListening(6443)).toBe(false);
  await expect(new ProcConnections("/nowhere").isListening(6443)).rejects.toThrow("ENOENT");
});
