import { readFile } from "node:fs/promises";
import type { Connections } from "../ports/connections.ts";
import { systemErrorCode } from "./system-error-code.ts";

/** States as the kernel writes them: include/net/tcp_states.h. */
const [ESTABLISHED, SYN_RECEIVED, LISTEN] = ["01", "03", "0A"];

/** TCP sockets of the network namespace whose files are in `directory`. */
export class ProcConnections implements Connections {
  readonly #directory: string;

  constructor(directory = "/proc/self/net") {
    this.#directory = directory;
  }

  async peers(port: number): Promise<ReadonlySet<string>> {
    const sockets = await this.#sockets(port);
    return new Set(
      sockets.filter(({ state }) => state === ESTABLISHED || state === SYN_RECEIVED).map(({ peer }) => peer),
    );
  }

  async isListening(port: number): Promise<boolean> {
    return (await this.#sockets(port)).some(({ state }) => state === LISTEN);
  }

  async #sockets(port: number): Promise<readonly Socket[]> {
    const texts = await Promise.all([read(`${this.#directory}/tcp`), readIfThere(`${this.#directory}/tcp6`)]);
    return texts.flatMap((text) => socketsAt(port, text));
  }
}

interface Socket {
  readonly peer: string;
  readonly state: string;
}

function socketsAt(port: number, text: string): readonly Socket[] {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return text
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [, address = "", peer = "", state = ""] = line.trim().split(/\s+/u);
      return address.endsWith(local) ? [{ peer, state }] : [];
    });
}

async function read(path: string): Promise<string> {
  return readFile(path, "utf8");
}

// A kernel without IPv6 has no such file.
async function readIfThere(path: string): Promise<string> {
  try {
    return await read(path);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") {
      return "";
    }
    throw error;
  }
}
