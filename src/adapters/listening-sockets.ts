import { endianness } from "node:os";
import ipaddr from "ipaddr.js";

export interface ListeningSocket {
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

const LISTEN = "0A";

/** The listening sockets in the text of /proc/net/tcp or /proc/net/tcp6. */
export function parseListeningSockets(text: string): readonly ListeningSocket[] {
  return text
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/u);
      const [address = "", port = ""] = local.split(":");
      return state === LISTEN ? [{ address: parseAddress(address), port: Number.parseInt(port, 16), inode }] : [];
    });
}

// The kernel prints an address as 32-bit words in the order of the machine's bytes.
function parseAddress(hex: string): string {
  const words = hex.match(/.{8}/gu) ?? [];
  const bytes = words.flatMap((word) => {
    const printed = Array.from(Buffer.from(word, "hex"));
    return endianness() === "LE" ? printed.toReversed() : printed;
  });
  return ipaddr.fromByteArray(bytes).toString();
}
