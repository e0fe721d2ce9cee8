import { quote } from "../describe-value.ts";
import type { EffectiveConfig, EffectiveToken } from "../effective-config.ts";
import type { Path } from "../path.ts";
import type { Report } from "./rule.ts";

const TOKEN = /^[a-z0-9]{6}\.[a-z0-9]{16}$/u;
const GROUP = /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/u;
const USAGES = ["signing", "authentication"];
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u;

/** Bootstrap tokens as the API server takes them. What was written never stands in a message. */
export function bootstrapTokensAreValid({ init }: EffectiveConfig, report: Report): void {
  const ids = new Set<string>();
  for (const [index, token] of init.bootstrapTokens.entries()) {
    const path = ["bootstrapTokens", index];
    const id = token.token.split(".")[0] ?? "";
    if (token.token !== "" && !TOKEN.test(token.token)) {
      const message = "is not a bootstrap token: six characters, a dot, sixteen characters, of a-z and 0-9";
      report("InitConfiguration", [...path, "token"], message, "run: steadyplane token generate");
    } else if (token.token !== "" && ids.has(id)) {
      report("InitConfiguration", [...path, "token"], `another token has the id ${id} too`, "give each its own id");
    }
    ids.add(id);
    usagesAreValid(token, path, report);
    expiryIsValid(token, path, report);
  }
}

function usagesAreValid({ usages, groups }: EffectiveToken, path: Path, report: Report): void {
  for (const [index, usage] of usages.entries()) {
    if (!USAGES.includes(usage)) {
      report(
        "InitConfiguration",
        [...path, "usages", index],
        `${quote(usage)} is no usage`,
        `one of ${USAGES.join(", ")}`,
      );
    }
  }
  for (const [index, group] of groups.entries()) {
    if (!GROUP.test(group)) {
      const message = `${quote(group)} is no group of bootstrappers`;
      report("InitConfiguration", [...path, "groups", index], message, "write system:bootstrappers:NAME");
    }
  }
  if (!usages.includes("authentication") && usages.every((usage) => USAGES.includes(usage))) {
    const message = "groups are given to who authenticates, and this token may not";
    report("InitConfiguration", [...path, "usages"], message, "add authentication");
  }
}

function expiryIsValid({ ttl, expires }: EffectiveToken, path: Path, report: Report): void {
  if (expires !== "" && (!RFC_3339.test(expires) || Number.isNaN(Date.parse(expires)))) {
    const message = `${quote(expires)} is not a time`;
    report("InitConfiguration", [...path, "expires"], message, "write it as in RFC 3339: 2030-01-31T12:00:00Z");
  }
  if (expires !== "" && ttl !== "0s") {
    report("InitConfiguration", path, "has both ttl and expires", "keep one of the two");
  }
}

export function certificateKeyIsAesKey({ init }: EffectiveConfig, report: Report): void {
  if (init.certificateKey !== "" && !/^[0-9a-fA-F]{64}$/u.test(init.certificateKey)) {
    const message = "is not an AES key of 32 bytes in hexadecimal";
    report(
      "InitConfiguration",
      ["certificateKey"],
      message,
      "write 64 hexadecimal digits, for example from: openssl rand -hex 32",
    );
  }
}
