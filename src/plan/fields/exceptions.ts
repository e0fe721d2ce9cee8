import { parseCidr } from "../../domain/network/cidr.ts";
import type { Exception, Values } from "./field-row.ts";

/** There was nothing before. */
export const whereUnset: Exception = {
  says: "setting it where it was not set",
  holds: (before) => before.length === 0,
};

/** Nothing that was there goes. */
export const onlyAdds: Exception = {
  says: "adding values, in a change of their own before they are used",
  holds: (before, after) => before.every((value) => after.includes(value)),
};

/** Each of the two issues only what the other one accepts; the first value issues, all of them are accepted. */
export const eachAcceptsTheOther: Exception = {
  says: "adding a value after the first, making one of those the first, dropping one that is not the first; one of these at a time",
  holds: (before, after) => accepts(before, after[0]) && accepts(after, before[0]),
};

/** At least one of the servers stays, so that it is the same store. */
export const someStay: Exception = {
  says: "any change that leaves at least one of them",
  holds: (before, after) => before.some((value) => after.includes(value)),
};

/** The same networks, spelled otherwise. */
export const sameNetworks: Exception = {
  says: "another spelling of the same network",
  holds: (before, after) => canonical(before) === canonical(after),
};

/** Set where it was not set, or spelled otherwise. */
export const firstPodNetwork: Exception = {
  says: "setting it where it was not set",
  holds: (before, after) => whereUnset.holds(before, after) || sameNetworks.holds(before, after),
};

/** The first two numbers of the version stay. */
export const sameMinor: Exception = {
  says: "another patch of the same minor version",
  holds: ([before], [after]) => minorOf(before) !== undefined && minorOf(before) === minorOf(after),
};

/** Every address, of one family or of both. */
export const bothEverywhere: Exception = {
  says: "between 0.0.0.0 and ::",
  holds: (before, after) => [...before, ...after].every((value) => value === "0.0.0.0" || value === "::"),
};

/** Nothing is signed here any more. */
export const whereDropped: Exception = {
  says: "leaving it empty, where the authority's key is no longer on the host",
  holds: (_before, after) => after.every((value) => value === ""),
};

function accepts(accepted: Values, issued: string | undefined): boolean {
  return issued === undefined || accepted.includes(issued);
}

function canonical(values: Values): string {
  return values
    .flatMap((value) => value.split(","))
    .map((text) => parseCidr(text.trim())?.text ?? text)
    .join(",");
}

function minorOf(version: string | undefined): string | undefined {
  return /^v?(\d+\.\d+)(?:\.|-|$)/u.exec(version ?? "")?.[1];
}
