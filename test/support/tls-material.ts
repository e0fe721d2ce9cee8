import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { temporaryDirectory } from "./temporary-directory.ts";

/** PEM texts. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key"];

/** A new certificate authority. */
export function makeAuthority(name = "test-ca"): Pair {
  return inDirectory((run, read) => {
    run("req", "-x509", ...NEW_KEY, "-out", "cert", "-subj", `/CN=${name}`, "-days", "2");
    return { cert: read("cert"), key: read("key") };
  });
}

/** A certificate for `name`, such as IP:127.0.0.1 or DNS:localhost, that `authority` signed. Expired where `days` is negative. */
export function issue(authority: Pair, name: string, days = 2): Pair {
  return inDirectory((run, read, write) => {
    write("ca.cert", authority.cert);
    write("ca.key", authority.key);
    run(
      "req",
      ...NEW_KEY,
      "-out",
      "request",
      "-subj",
      "/O=system:masters/CN=test",
      "-addext",
      `subjectAltName=${name}`,
    );
    const signing = ["-CA", "ca.cert", "-CAkey", "ca.key", "-copy_extensions", "copy", "-days", String(days)];
    run("x509", "-req", "-in", "request", ...signing, "-out", "cert");
    return { cert: read("cert"), key: read("key") };
  });
}

function inDirectory(
  make: (
    run: (...args: readonly string[]) => void,
    read: (name: string) => string,
    write: (name: string, text: string) => void,
  ) => Pair,
): Pair {
  const cwd = temporaryDirectory();
  return make(
    (...args) => execFileSync("openssl", args, { cwd, stdio: "pipe" }),
    (name) => readFileSync(`${cwd}/${name}`, "utf8"),
    (name, text) => writeFileSync(`${cwd}/${name}`, text),
  );
}
