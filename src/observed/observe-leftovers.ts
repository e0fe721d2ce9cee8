import type { FileSystem } from "../ports/file-system.ts";
import type { PacketFilter } from "../ports/packet-filter.ts";
import { type JournalRead, readJournal } from "./read-journal.ts";

/** What a change that runs, or that was interrupted, has on this host: one sentence each. Nothing where there is none. */
export async function observeLeftovers({
  files,
  packets,
}: {
  readonly files: FileSystem;
  readonly packets: PacketFilter;
}): Promise<readonly string[]> {
  const [journal, redirects] = await Promise.all([readJournal(files), describeRedirects(packets).catch(none)]);
  return [...describeJournal(journal), ...redirects];
}

// Who may not look at the packet filter is not told that there is nothing in it, nor that there is.
function none(): readonly string[] {
  return [];
}

/** A change that was begun and is not over, as sentences. */
export function describeJournal(read: JournalRead): readonly string[] {
  switch (read.kind) {
    case "absent":
      return [];
    case "present": {
      const { command, startedAt } = read.journal;
      const next = "Unless it runs now, it was interrupted: steadyplane apply --resume finishes it, --abort undoes it.";
      return [`A change was begun ${startedAt} and is not over: "${command}". ${next}`];
    }
    case "corrupt":
      return [`A change was interrupted, and its journal cannot be relied on: ${read.problem}.`];
    case "unreadable":
      return [`Whether a change was interrupted cannot be read (${read.reason}).`];
  }
}

/** Connections that are sent elsewhere, a sentence each. Rejects where nobody may look at the packet filter. */
export async function describeRedirects(packets: PacketFilter): Promise<readonly string[]> {
  const tables = await packets.tables();
  return tables
    .filter(({ isTranslating }) => isTranslating)
    .map(({ name, translations }) => {
      const ports = [...new Set(translations.map(({ port, toPort }) => `${port} to ${toPort}`))].join(", ");
      return `Connections to ${name} are redirected from port ${ports}.`;
    });
}
