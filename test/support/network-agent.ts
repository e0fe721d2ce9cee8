import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { ExecaCommands } from "../../src/adapters/execa-commands.ts";
import type { Commands } from "../../src/ports/commands.ts";
import { repositoryRoot } from "./repository-root.ts";

/** A network namespace that ends with its only process, which serves and opens TCP connections there. */
export class NetworkAgent {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: string) => void>();
  #last = 0;

  private constructor() {
    const entry = `${repositoryRoot}/test/support/network-agent-entry.ts`;
    this.#process = spawn("unshare", ["--net", process.execPath, entry], { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.#process.stdout ?? process.stdin }).on("line", (line) => {
      const { id, answer } = JSON.parse(line) as { readonly id: number; readonly answer: string };
      this.#waiting.get(id)?.(answer);
    });
  }

  static async start(): Promise<NetworkAgent> {
    const agent = new NetworkAgent();
    await new Promise((resolve) => agent.#waiting.set(0, resolve));
    return agent;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }
  /** Programs of this machine, run in the namespace. */
  get commands(): Commands {
    const commands = new ExecaCommands();
    const enter = [`--net=/proc/${this.pid}/ns/net`];
    return { run: (file, args, options) => commands.run("nsenter", [...enter, file, ...args], options) };
  }

  async listen(address: string, port: number, name: string): Promise<void> {
    const answer = await this.#request({ do: "listen", address, port, name }).answer;
    if (answer !== "listening") {
      throw new Error(`${address}:${port}: ${answer}`);
    }
  }
  /** Opens a connection and asks. The answer is the name of the server, or how it failed. */
  connect(address: string, port: number): { readonly id: number; readonly answer: Promise<string> } {
    return this.#request({ do: "connect", address, port });
  }
  async ask(connection: number): Promise<string> {
    return this.#request({ do: "ask", connection }).answer;
  }
  async close(connection: number): Promise<void> {
    await this.#request({ do: "close", connection }).answer;
  }
  end(): void {
    this.#process.stdin?.end();
  }

  #request(request: object): { readonly id: number; readonly answer: Promise<string> } {
    const id = (this.#last += 1);
    const answer = new Promise<string>((resolve) => this.#waiting.set(id, resolve));
    this.#process.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
    return { id, answer };
  }
}
