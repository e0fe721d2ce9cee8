import { describe, expect, test } from "vitest";
import { parseListeningSockets } from "../../../src/adapters/listening-sockets.ts";

const HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const REST = "00000000:00000000 00:00000000 00000000     0        0";

function line(local: string, state: string, inode: string): string {
  return `   0: ${local} 00000000:0000 ${state} ${REST} ${inode} 1 0000000000000000 100 0 0 10 0`;
}

// As little-endian machines print them.
describe("parseListeningSockets", () => {
  test.each([
    ["0100007F:1F90", "127.0.0.1", 8080],
    ["00000000:192B", "0.0.0.0", 6443],
    ["00000000000000000000000000000000:1F90", "::", 8080],
    ["00000000000000000000000001000000:0016", "::1", 22],
    ["B80D01200000000000000000EFBE0000:0001", "2001:db8::beef", 1],
  ])("%s is %s, port %d", (local, address, port) => {
    expect(parseListeningSockets(`${HEADER}\n${line(local, "0A", "17")}\n`)).toEqual([{ address, port, inode: "17" }]);
  });
  test("connections are no listeners", () => {
    expect(parseListeningSockets(`${HEADER}\n${line("0100007F:1F90", "01", "17")}\n`)).toEqual([]);
  });
  test("no such file, no sockets", () => {
    expect(parseListeningSockets("")).toEqual([]);
  });
});
