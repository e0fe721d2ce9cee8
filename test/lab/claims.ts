import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, isAlive } from "./process-identity.ts";

/** Every name that the lab gives away starts like this; nothing else is ever removed. */
export const PREFIX = "spl-";

/** One directory a claim. It goes with the last of them. */
export const CLAIMS = "/run/spl-lab";
const FIRST = 2;
const LAST = 250;

/** Takes a number that no other test host of this machine has, for this process. */
export function claimNumber(): number {
  mkdirSync(CLAIMS, { recursive: true, mode: 0o700 });
  const draft = mkdtempSync(join(CLAIMS, "draft-"));
  writeFileSync(join(draft, "owner"), identityOf(process.pid) ?? "");
  for (let number = FIRST; number <= LAST; number++) {
    if (moves(draft, join(CLAIMS, `${PREFIX}${number}`))) {
      return number;
    }
  }
  rmSync(draft, { recursive: true });
  throw new Error(`${LAST - FIRST + 1} test hosts are there already`);
}

// A claim is never without its owner: a directory with something in it is not renamed over.
function moves(draft: string, claim: string): boolean {
  try {
    renameSync(draft, claim);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTEMPTY") {
      return false;
    }
    throw error;
  }
}

export function releaseClaim(name: string): void {
  rmSync(join(CLAIMS, name), { recursive: true, force: true });
}

/** Names of the test hosts that are claimed, and whether the run that made them still lives. */
export function claims(): readonly { readonly name: string; readonly isOwned: boolean }[] {
  return namesIn(CLAIMS).map((name) => ({ name, isOwned: isAlive(ownerOf(name)) }));
}

function ownerOf(name: string): string {
  try {
    return readFileSync(join(CLAIMS, name, "owner"), "utf8");
  } catch {
    return "";
  }
}

/** Entries of a directory that carry the lab's prefix. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}
