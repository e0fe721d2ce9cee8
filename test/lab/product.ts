import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../support/repository-root.ts";

const PARTS = ["dist", "templates", "package.json"] as const;
const COPIES = "/var/cache/steadyplane/lab";
const DAY_MS = 86_400_000;

/** A copy of the built product that stays as it is while the checkout is built again. Returns its directory. */
export function productCopy(): string {
  if (!existsSync(join(repositoryRoot, "dist/main.mjs"))) {
    throw new Error("the product is not built: npm run build");
  }
  const directory = join(COPIES, `product-${fingerprint()}`);
  if (!existsSync(directory)) {
    const draft = `${directory}.${process.pid}`;
    for (const part of PARTS) {
      cpSync(join(repositoryRoot, part), join(draft, part), { recursive: true });
    }
    renameSync(draft, directory);
    removeOld();
  }
  return directory;
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const part of PARTS) {
    for (const path of filesAt(join(repositoryRoot, part))) {
      hash.update(path).update(readFileSync(path));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function filesAt(path: string): readonly string[] {
  return statSync(path).isDirectory()
    ? readdirSync(path)
        .toSorted()
        .flatMap((name) => filesAt(join(path, name)))
    : [path];
}

function removeOld(): void {
  for (const name of readdirSync(COPIES).filter((one) => one.startsWith("product-"))) {
    const path = join(COPIES, name);
    if (Date.now() - statSync(path).ctimeMs > DAY_MS) {
      rmSync(path, { recursive: true });
    }
  }
}
