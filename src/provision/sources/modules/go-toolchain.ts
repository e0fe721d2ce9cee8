import { goMissing } from "../../../errors/provision.ts";
import type { CommandOptions, CommandResult, Commands } from "../../../ports/commands.ts";

/** The Go compiler of this host, set up so that builds do not depend on the operator's settings. */
export interface GoToolchain {
  /** As Go prints it: go1.26.8. */
  readonly version: string;
  readonly platform: string;
  /** The part of the environment that decides the output. */
  readonly buildSettings: Readonly<Record<string, string>>;
  run(args: readonly string[], options?: Pick<CommandOptions, "cwd" | "onLine">): Promise<CommandResult>;
}

const PLACES = ["go", "/usr/local/go/bin/go"];
const RUN_LIMIT_MS = 3_600_000;

/** Finds Go and asks it who it is. Rejects with GoMissing. */
export async function findGoToolchain(architecture: string, commands: Commands): Promise<GoToolchain> {
  for (const go of PLACES) {
    const result = await commands.run(go, ["env", "-json", "GOVERSION", "GOSUMDB"], { cwd: "/" });
    if (result.exitCode === 0) {
      const { GOVERSION, GOSUMDB } = JSON.parse(result.stdout) as { GOVERSION: string; GOSUMDB: string };
      return toolchain(go, GOVERSION, GOSUMDB, architecture, commands);
    }
  }
  throw goMissing();
}

function toolchain(go: string, version: string, sumdb: string, architecture: string, commands: Commands): GoToolchain {
  const buildSettings = { CGO_ENABLED: "0", GOOS: "linux", GOARCH: architecture, GOAMD64: "v1" };
  const env = { ...buildSettings, GOFLAGS: "-mod=mod", GOWORK: "off", ...checksumDatabase(sumdb) };
  return {
    version,
    platform: `linux-${architecture}`,
    buildSettings,
    run: (args, options = {}) => commands.run(go, args, { ...options, env, timeoutMs: RUN_LIMIT_MS }),
  };
}

// On, whatever the operator's settings say; a mirror of the database stays in use.
function checksumDatabase(sumdb: string): Readonly<Record<string, string>> {
  return { GOSUMDB: sumdb === "off" || sumdb === "" ? "sum.golang.org" : sumdb, GONOSUMDB: "none.invalid" };
}
