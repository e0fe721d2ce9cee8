import { inject } from "vitest";
import { createNode } from "../../lab/node.ts";
import { createTestHost, type TestHost } from "../../lab/test-host.ts";
import { hostReport } from "./host-report.ts";

export interface HostOptions {
  /** `bare`: nothing is configured and nothing runs. `node`, the default: a runtime with the images runs. */
  readonly state?: "bare" | "node";
  readonly hostname?: string;
}

/** Runs `scenario` on a host of its own. Where it fails, the error carries what the host has to say. */
export async function withHost<T>(scenario: (host: TestHost) => Promise<T>, options: HostOptions = {}): Promise<T> {
  const host = await openHost(options);
  try {
    return await scenario(host);
  } catch (error) {
    throw await withReport(error, host);
  } finally {
    await host.destroy();
  }
}

/** A host that the caller destroys. */
export async function openHost({ state = "node", hostname }: HostOptions = {}): Promise<TestHost> {
  if (state === "bare") {
    return createTestHost(hostname === undefined ? {} : { hostname });
  }
  const host = await createNode(inject("nodeParts"), hostname);
  await host.must("steadyplane", ["service", "start", "containerd"]);
  return host;
}

async function withReport(error: unknown, host: TestHost): Promise<unknown> {
  if (error instanceof Error) {
    error.message += `\n\n${await hostReport(host)}`;
  }
  return error;
}
