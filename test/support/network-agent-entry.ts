import { createServer, type Socket, connect } from "node:net";
import { createInterface } from "node:readline";

// Opens and serves TCP connections in the network namespace that it was started in. A request a line on stdin, an
// answer a line on stdout, both JSON. A server answers everything with its name.
type Request =
  | {
      readonly id: number;
      readonly do: "listen";
      readonly address: string;
      readonly port: number;
      readonly name: string;
    }
  | { readonly id: number; readonly do: "connect"; readonly address: string; readonly port: number }
  | { readonly id: number; readonly do: "ask" | "close"; readonly connection: number };

const connections = new Map<number, Socket>();

async function carryOut(request: Request): Promise<string> {
  switch (request.do) {
    case "listen":
      return listen(request.address, request.port, request.name);
    case "connect":
      connections.set(
        request.id,
        connect(request.port, request.address).on("error", () => undefined),
      );
      return ask(request.id);
    case "ask":
      return ask(request.connection);
    case "close":
      connections.get(request.connection)?.destroy();
      return "";
  }
}

async function listen(address: string, port: number, name: string): Promise<string> {
  const server = createServer((socket) => socket.on("error", () => undefined).on("data", () => socket.write(name)));
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(error.message)).listen(port, address, () => resolve("listening"));
  });
}

async function ask(connection: number): Promise<string> {
  const socket = connections.get(connection);
  return new Promise((resolve) => {
    socket?.once("data", (name) => resolve(String(name))).once("error", (error) => resolve(error.message));
    socket?.once("close", () => resolve("closed"));
    socket?.write("?");
  });
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const request = JSON.parse(line) as Request;
    void carryOut(request).then((answer) => process.stdout.write(`${JSON.stringify({ id: request.id, answer })}\n`));
  })
  .on("close", () => process.exit());
process.stdout.write(`${JSON.stringify({ id: 0, answer: "ready" })}\n`);
