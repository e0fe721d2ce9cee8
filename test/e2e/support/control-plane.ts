import { afterAll, beforeAll, onTestFailed } from "vitest";
import type { TestHost } from "../../lab/test-host.ts";
import { writeChange } from "./change.ts";
import { hostReport } from "./host-report.ts";
import { expectStatus, init } from "./steadyplane.ts";
import { openHost } from "./with-host.ts";

/** A control plane that all tests of a file use, one after the other. What it has to say goes to stderr where one fails. */
export function sharedControlPlane(): () => TestHost {
  let host: TestHost | undefined;
  beforeAll(async () => {
    host = await openHost();
    writeChange(host, "");
    expectStatus(await init(host), 0);
  });
  afterAll(async () => host?.destroy());
  return () => {
    const own = host;
    if (own === undefined) {
      throw new Error("the control plane of this file did not come up");
    }
    onTestFailed(async () => void process.stderr.write(await hostReport(own)));
    return own;
  };
}
