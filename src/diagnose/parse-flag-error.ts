/** What a flag parser complained about. `flag` has its two dashes. */
export type FlagError =
  | { readonly kind: "unknown"; readonly flag: string }
  | { readonly kind: "bad-value"; readonly flag: string; readonly value: string; readonly reason: string };

const UNKNOWN = [
  /unknown flag: (--[\w.-]+)/u,
  /^flag provided but not defined: -([\w.-]+)/u,
  /unknown shorthand flag: .* in (-\w+)/u,
];
const BAD_VALUE = /invalid argument "(.*?)" for "(?:-\w, )?(--[\w.-]+)" flag: (.*)$/u;
const BAD_VALUE_OF_GO = /^invalid (?:boolean )?value "(.*?)" for (?:flag )?-([\w.-]+): (.*)$/u;

/** Understands pflag (the Kubernetes components) and Go's own parser (etcd). */
export function parseFlagError(reason: string): FlagError | undefined {
  const unknown = UNKNOWN.map((pattern) => pattern.exec(reason)?.[1]).find((flag) => flag !== undefined);
  if (unknown !== undefined) {
    return { kind: "unknown", flag: withDashes(unknown) };
  }
  const match = BAD_VALUE.exec(reason) ?? BAD_VALUE_OF_GO.exec(reason);
  const [, value, flag, why] = match ?? [];
  return flag === undefined || value === undefined || why === undefined
    ? undefined
    : { kind: "bad-value", flag: withDashes(flag), value, reason: why };
}

function withDashes(flag: string): string {
  return flag.startsWith("-") ? flag : `--${flag}`;
}
