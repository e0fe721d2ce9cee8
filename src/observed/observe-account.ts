import { absolute } from "../domain/absolute-path.ts";
import type { SeenAccount } from "../plan/seen-node.ts";
import type { FileSystem } from "../ports/file-system.ts";

/** A user and the group of the same name, in the host's own account files. */
export async function observeAccount(name: string, files: FileSystem): Promise<SeenAccount> {
  const [users, groups] = await Promise.all([
    files.readText(absolute("/etc/passwd")),
    files.readText(absolute("/etc/group")),
  ]);
  if (users.kind === "unreadable" || groups.kind === "unreadable") {
    return { kind: "unreadable", reason: users.kind === "unreadable" ? users.reason : "/etc/group" };
  }
  const has = (text: typeof users): boolean =>
    text.kind === "present" && text.value.split("\n").some((line) => line.startsWith(`${name}:`));
  const [hasUser, hasGroup] = [has(users), has(groups)];
  return hasUser || hasGroup ? { kind: "present", value: { hasUser, hasGroup } } : { kind: "absent" };
}
