import { open, readFile } from "node:fs/promises";
import type { Connections } from "../ports/connections.ts";
import { systemErrorCode } from "./system-error-code.ts";

/** States as the kernel writes them: include/net/tcp_states.h. */
const [ESTABLISHED, SYN_RECEIVED, LISTEN] = ["01", "03", "0A"];
const CHUNK_BYTES = 16_384;

/** TCP sockets of the network namespace whose files are in `directory`. */
export class ProcConnections implements Connections {
  readonly #paths: readonly string[];

  constructor(directory = "/proc/self/net") {
    this.#paths = [`${directory}/tcp`, `${directory}/tcp6`];
  }

  async peers(port: number): Promise<ReadonlySet<string>> {
    const texts = await Promise.all(this.#paths.map(async (path) => whereThere(path, readFile(path, "utf8"))));
    return new Set(texts.flatMap((text) => peersAt(port, text, `${ESTABLISHED}|${SYN_RECEIVED}`)));
  }

  async isListening(port: number): Promise<boolean> {
    const texts = await Promise.all(this.#paths.map(async (path) => whereThere(path, readListening(path))));
    return texts.some((text) => peersAt(port, text, LISTEN).length > 0);
  }
}

// One expression for the whole text: a busy server's file has tens of thousands of lines.
function peersAt(port: number, text: string, states: string): readonly string[] {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const line = new RegExp(`^ *\\d+: [0-9A-F]+${local} ([0-9A-F]+:[0-9A-F]+) (?:${states}) `, "gmu");
  return [...text.matchAll(line)].map(([, peer = ""]) => peer);
}

const OTHER_STATE = new RegExp(`^ *\\d+: [0-9A-F]+:[0-9A-F]+ [0-9A-F]+:[0-9A-F]+ (?!${LISTEN})`, "mu");

/** Reads until after the sockets that listen: they come first (net/ipv4/tcp_ipv4.c), and the rest may be long. */
async function readListening(path: string): Promise<string> {
  const file = await open(path);
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let text = ""; ;) {
      const { bytesRead } = await file.read(chunk);
      text += chunk.toString("latin1", 0, bytesRead);
      if (bytesRead === 0 || OTHER_STATE.test(text)) {
        return text;
      }
    }
  } finally {
    await file.close();
  }
}

// A kernel without IPv6 has only the first file.
async function whereThere(path: string, reading: Promise<string>): Promise<string> {
  try {
    return await reading;
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT" && path.endsWith("6")) {
      return "";
    }
    throw error;
  }
}
