import type { GrowingFiles } from "../../ports/growing-files.ts";
import type { LogLine } from "./cri-log-parser.ts";
import type { LogInstance } from "./log-instance.ts";
import { LogReader } from "./log-reader.ts";

/** What an instance has printed so far, part by part. */
export async function* readLogLines(growing: GrowingFiles, instance: LogInstance): AsyncGenerator<readonly LogLine[]> {
  const reader = new LogReader(growing, instance);
  try {
    for (let lines = await reader.read(); lines.length > 0; lines = await reader.read()) {
      yield lines;
    }
    yield reader.end();
  } finally {
    await reader.close();
  }
}
