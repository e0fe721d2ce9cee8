import { nodeToChange } from "./support/file-change.ts";
import { putOnDisk } from "./support/on-disk.ts";
putOnDisk(process.argv[2]!, (await nodeToChange()).snapshot());
