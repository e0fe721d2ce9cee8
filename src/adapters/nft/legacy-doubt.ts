// Targets that neither drop a packet nor keep it.
const HARMLESS = new Set([
  "ACCEPT",
  "RETURN",
  "LOG",
  "NFLOG",
  "MARK",
  "CONNMARK",
  "CT",
  "NOTRACK",
  "TCPMSS",
  "TRACE",
  "SET",
]);

/**
 * The first line of what `iptables-legacy-save` printed that may keep TCP connections to `port` of a host's own address
 * out; undefined where there is none.
 */
export function legacyDoubt(text: string, port: number): string | undefined {
  return text
    .split(/^\*/mu)
    .slice(1)
    .map((table) => doubtIn(table.split("\n"), port))
    .find((doubt) => doubt !== undefined);
}

function doubtIn([name, ...lines]: readonly string[], port: number): string | undefined {
  const policy = lines.find((line) => line.startsWith(":INPUT ") && !line.startsWith(":INPUT ACCEPT"));
  if (name === "nat" || policy !== undefined) {
    return name === "nat" ? undefined : `${name} ${policy}`;
  }
  const chains = new Set(lines.filter((line) => line.startsWith(":")).map((line) => line.slice(1).split(" ")[0] ?? ""));
  const reached = reachedFrom("INPUT", lines);
  const rule = lines.find((line) => {
    const target = targetOf(line);
    const mayRefuse = target !== undefined && !HARMLESS.has(target) && !chains.has(target);
    return mayRefuse && reached.has(chainOf(line)) && !isAboutOthers(line, port);
  });
  return rule === undefined ? undefined : `${name} ${rule}`;
}

function reachedFrom(chain: string, lines: readonly string[], reached = new Set<string>()): ReadonlySet<string> {
  if (!reached.has(chain)) {
    reached.add(chain);
    lines
      .filter((line) => chainOf(line) === chain)
      .forEach((line) => reachedFrom(targetOf(line) ?? "", lines, reached));
  }
  return reached;
}

function chainOf(line: string): string {
  return /^-A (\S+)/u.exec(line)?.[1] ?? "";
}

function targetOf(line: string): string | undefined {
  return / -[jg] (\S+)/u.exec(line)?.[1];
}

function isAboutOthers(line: string, port: number): boolean {
  const [protocol, dport] = [optionOf(line, "-p"), optionOf(line, "--dport")];
  return (
    (protocol !== undefined && !["tcp", "all"].includes(protocol)) ||
    (dport !== undefined && /^\d+$/u.test(dport) && Number(dport) !== port) ||
    optionOf(line, "-d") === "127.0.0.0/8" ||
    optionOf(line, "--ctstate") === "INVALID"
  );
}

/** The value of an option that is not negated. */
function optionOf(line: string, option: string): string | undefined {
  return new RegExp(`(?<! !) ${option} (\\S+)`, "u").exec(line)?.[1];
}
