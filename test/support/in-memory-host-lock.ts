import type { HostLock, LockHolder } from "../../src/ports/host-lock.ts";

/** One host's lock; two of these are two hosts. */
export class InMemoryHostLock implements HostLock {
  holder: LockHolder | undefined;

  async take(
    command: string,
  ): Promise<
    | { readonly kind: "taken"; release(): Promise<void> }
    | { readonly kind: "held"; readonly by: LockHolder | undefined }
  > {
    if (this.holder !== undefined) {
      return { kind: "held", by: this.holder };
    }
    const mine = { pid: process.pid, command, since: "2026-01-01T00:00:00.000Z" };
    this.holder = mine;
    return {
      kind: "taken",
      release: async () => {
        if (this.holder === mine) {
          this.holder = undefined;
        }
      },
    };
  }
}
