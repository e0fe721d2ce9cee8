import { readFile } from "node:fs/promises";

type Database = "/etc/passwd" | "/etc/group";

/** `user:group` of two ids; the number stands for itself where the host has no name for one. */
export async function ownerName(uid: number, gid: number): Promise<string> {
  const user = await nameOf("/etc/passwd", uid);
  const group = await nameOf("/etc/group", gid);
  return `${user}:${group}`;
}

/** The ids of `user:group`, by name or number. Rejects where the host does not know a name. */
export async function ownerIds(owner: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const [user = "", group = ""] = owner.split(":");
  return { uid: await idOf("/etc/passwd", user), gid: await idOf("/etc/group", group) };
}

async function nameOf(database: Database, id: number): Promise<string> {
  const row = (await rowsOf(database)).find((fields) => fields[2] === String(id));
  return row?.[0] ?? String(id);
}

async function idOf(database: Database, name: string): Promise<number> {
  if (/^\d+$/u.test(name)) {
    return Number(name);
  }
  const id = (await rowsOf(database)).find((fields) => fields[0] === name)?.[2];
  if (id === undefined) {
    throw new Error(`${database} has no entry for ${JSON.stringify(name)}`);
  }
  return Number(id);
}

// Read at each use: a package that is installed meanwhile brings its own user.
async function rowsOf(database: Database): Promise<readonly (readonly string[])[]> {
  const text = await readFile(database, "utf8").catch(() => "");
  return text.split("\n").map((line) => line.split(":"));
}
