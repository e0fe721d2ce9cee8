import { resolve } from "node:path";
import { joinCommand } from "../../src/apply/tokens/join-command.ts";
import { listTokens } from "../../src/apply/tokens/list-tokens.ts";
import { makeToken } from "../../src/apply/tokens/make-token.ts";
import { applyObject } from "../../src/apply/steps/object.ts";
import { parseGoDuration } from "../../src/config/go-duration.ts";
import { bootstrapTokenSecret } from "../../src/desired/cluster-objects/bootstrap-token-secret.ts";
import { absolute } from "../../src/domain/absolute-path.ts";
import type { BootstrapToken } from "../../src/domain/cluster-spec.ts";
import { Confidential } from "../../src/domain/confidential.ts";
import { badArgument, clusterUnreachable, kubeconfigUnusable } from "../../src/errors/usage.ts";
import { readApiAccess } from "../../src/observed/api-access.ts";
import { ApiRefused, type ClusterApi } from "../../src/ports/cluster-api.ts";
import type { ApiAccess } from "../../src/diagnose/expectation.ts";
import { compose, type HostPorts } from "../compose.ts";
import type { CommandContext, OutputFormat } from "../context.ts";
import { table } from "../output/table.ts";

const TOKEN = /^([a-z0-9]{6})\.([a-z0-9]{16})$/u;
const TOKEN_OR_ID = /^[a-z0-9]{6}(\.[a-z0-9]{16})?$/u;
const USAGES = ["signing", "authentication"];

interface CreateOptions {
  readonly kubeconfig: string;
  readonly ttl: string;
  readonly description: string;
  readonly usages: string;
  readonly groups: string;
  readonly printJoinCommand?: boolean;
}

/** Creates a token in the cluster and prints it, or the whole join line. */
export async function create(
  context: CommandContext,
  value: string | undefined,
  options: CreateOptions,
): Promise<void> {
  const ports = compose(context);
  const token = tokenFrom(value ?? makeToken(ports.entropy), options);
  const access = await accessFrom(options.kubeconfig, ports);
  const object = bootstrapTokenSecret(token, ports.clock.now());
  await reaching(access, async () =>
    applyObject({ kind: "object", object, manner: "apply" }, ports.clusterApi(access)),
  );
  const endpoint = access.server.replace(/^https:\/\//u, "");
  context.print(
    options.printJoinCommand === true ? joinCommand(endpoint, token.token, access.caPem) : token.token.reveal(),
  );
}

/** Lists the cluster's tokens without their secret halves. */
export async function list(
  context: CommandContext,
  options: { readonly kubeconfig: string; readonly output: OutputFormat },
): Promise<void> {
  const tokens = await withApi(context, options.kubeconfig, listTokens);
  if (options.output === "json") {
    context.print(JSON.stringify(tokens));
    return;
  }
  const rows = tokens.map(({ id, expires, usages, groups, description }) => [
    id,
    expires ?? "never",
    usages.join(","),
    groups.join(","),
    description,
  ]);
  context.print(table([["TOKEN ID", "EXPIRES", "USAGES", "GROUPS", "DESCRIPTION"], ...rows]));
}

/** Deletes tokens, by id or in full. */
export async function remove(
  context: CommandContext,
  ids: readonly string[],
  options: { readonly kubeconfig: string },
): Promise<void> {
  const bad = ids.find((id) => !TOKEN_OR_ID.test(id));
  if (bad !== undefined) {
    throw badArgument(
      "A token",
      "is an id of 6 characters, or id and secret with a point between them",
      "steadyplane token delete abcdef",
    );
  }
  await withApi(context, options.kubeconfig, async (api) => {
    for (const id of ids) {
      await api.delete({
        apiVersion: "v1",
        kind: "Secret",
        namespace: "kube-system",
        name: `bootstrap-token-${id.slice(0, 6)}`,
      });
      context.print(`bootstrap token ${id.slice(0, 6)} deleted`);
    }
  });
}

/** Prints a random token; nothing is created. */
export function generate(context: CommandContext): void {
  context.print(makeToken(compose(context).entropy));
}

function tokenFrom(value: string, options: CreateOptions): BootstrapToken {
  const [, tokenId] = TOKEN.exec(value) ?? [];
  if (tokenId === undefined) {
    throw badArgument(
      "A token",
      "is 6 characters, a point and 16 characters, of a-z and 0-9",
      "abcdef.0123456789abcdef",
    );
  }
  const ttlMs = options.ttl === "0" ? 0 : parseGoDuration(options.ttl);
  if (ttlMs === undefined || ttlMs < 0) {
    throw badArgument("--ttl", `${JSON.stringify(options.ttl)} is no duration`, "--ttl 2h30m, or --ttl 0 for ever");
  }
  const usages = options.usages.split(",");
  const unknown = usages.find((usage) => !USAGES.includes(usage));
  if (unknown !== undefined) {
    throw badArgument("--usages", `does not know ${JSON.stringify(unknown)}`, `--usages ${USAGES.join(",")}`);
  }
  const groups = options.groups.split(",").filter(Boolean);
  return {
    token: new Confidential(value),
    tokenId,
    ttlMs,
    usages,
    groups,
    description: options.description,
    expires: undefined,
  };
}

async function withApi<T>(
  context: CommandContext,
  kubeconfig: string,
  work: (api: ClusterApi) => Promise<T>,
): Promise<T> {
  const ports = compose(context);
  const access = await accessFrom(kubeconfig, ports);
  return reaching(access, async () => work(ports.clusterApi(access)));
}

async function accessFrom(kubeconfig: string, { files }: HostPorts): Promise<ApiAccess> {
  const access = await readApiAccess(absolute(resolve(kubeconfig)), files);
  if (access.kind !== "present") {
    throw kubeconfigUnusable(kubeconfig, access.kind === "absent" ? "there is no such file" : access.reason);
  }
  return access.value;
}

async function reaching<T>({ server }: ApiAccess, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isRefusal = error instanceof ApiRefused;
    throw clusterUnreachable(server, error instanceof Error ? error.message : String(error), isRefusal, error);
  }
}
