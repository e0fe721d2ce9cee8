import type { AddressInfo, ListenOptions, Server } from "node:net";
import { onTestFinished } from "vitest";

/** The port at which `server` listens, on 127.0.0.1 unless told, until the running test ends. */
export async function listening(server: Server, options: ListenOptions = { host: "127.0.0.1" }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ port: 0, ...options }, resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
