import type { ConfigProblem, Origin } from "../domain/config-problem.ts";
import { quote } from "./describe-value.ts";
import type { DocumentKind } from "./document-kinds.ts";
import type { InitFlags } from "./init-flags.ts";
import { formatPath, isWithin, type Path } from "./path.ts";
import type { WrittenCluster, WrittenConfig, WrittenInit } from "./written-config.ts";

/** What was written with what the flags say in its place, or why a flag cannot be read. */
export type WithFlags =
  | { readonly kind: "valid"; readonly written: WrittenConfig }
  | { readonly kind: "invalid"; readonly problems: readonly ConfigProblem[] };

/** Which field each flag sets. */
const FIELDS: Readonly<Partial<Record<keyof InitFlags, readonly [flag: string, document: DocumentKind, path: Path]>>> =
  {
    apiserverAdvertiseAddress: [
      "apiserver-advertise-address",
      "InitConfiguration",
      ["localAPIEndpoint", "advertiseAddress"],
    ],
    apiserverBindPort: ["apiserver-bind-port", "InitConfiguration", ["localAPIEndpoint", "bindPort"]],
    apiserverCertExtraSans: ["apiserver-cert-extra-sans", "ClusterConfiguration", ["apiServer", "certSANs"]],
    certDir: ["cert-dir", "ClusterConfiguration", ["certificatesDir"]],
    certificateKey: ["certificate-key", "InitConfiguration", ["certificateKey"]],
    controlPlaneEndpoint: ["control-plane-endpoint", "ClusterConfiguration", ["controlPlaneEndpoint"]],
    criSocket: ["cri-socket", "InitConfiguration", ["nodeRegistration", "criSocket"]],
    featureGates: ["feature-gates", "ClusterConfiguration", ["featureGates"]],
    ignorePreflightErrors: [
      "ignore-preflight-errors",
      "InitConfiguration",
      ["nodeRegistration", "ignorePreflightErrors"],
    ],
    imageRepository: ["image-repository", "ClusterConfiguration", ["imageRepository"]],
    kubernetesVersion: ["kubernetes-version", "ClusterConfiguration", ["kubernetesVersion"]],
    nodeName: ["node-name", "InitConfiguration", ["nodeRegistration", "name"]],
    patches: ["patches", "InitConfiguration", ["patches"]],
    podNetworkCidr: ["pod-network-cidr", "ClusterConfiguration", ["networking", "podSubnet"]],
    serviceCidr: ["service-cidr", "ClusterConfiguration", ["networking", "serviceSubnet"]],
    serviceDnsDomain: ["service-dns-domain", "ClusterConfiguration", ["networking", "dnsDomain"]],
    skipPhases: ["skip-phases", "InitConfiguration", ["skipPhases"]],
    token: ["token", "InitConfiguration", ["bootstrapTokens", 0, "token"]],
    tokenTtl: ["token-ttl", "InitConfiguration", ["bootstrapTokens", 0, "ttl"]],
  };

/** A flag counts more than the file. Only --ignore-preflight-errors adds to what the file says, as in kubeadm. */
export function withFlags(written: WrittenConfig, flags: InitFlags): WithFlags {
  const problems = [...portProblems(flags), ...featureGateProblems(flags)];
  if (problems.length > 0) {
    return { kind: "invalid", problems };
  }
  const set = Object.entries(FIELDS).filter(([name]) => flags[name as keyof InitFlags] !== undefined);
  return {
    kind: "valid",
    written: {
      ...written,
      init: initWithFlags(written.init, flags),
      cluster: clusterWithFlags(written.cluster, flags),
      originOf: (document, path) => {
        const [, field] = set.find(([, [, kind, at]]) => kind === document && isWithin(path, at)) ?? [];
        return field === undefined ? written.originOf(document, path) : { kind: "flag", flag: `--${field[0]}` };
      },
    },
  };
}

function initWithFlags(init: WrittenInit, flags: InitFlags): WrittenInit {
  const port = flags.apiserverBindPort === undefined ? undefined : Number(flags.apiserverBindPort);
  const checks = [...(init.nodeRegistration?.ignorePreflightErrors ?? []), ...split(flags.ignorePreflightErrors ?? [])];
  return {
    ...init,
    localAPIEndpoint: {
      ...init.localAPIEndpoint,
      ...given({ advertiseAddress: flags.apiserverAdvertiseAddress, bindPort: port }),
    },
    nodeRegistration: {
      ...init.nodeRegistration,
      ...given({ name: flags.nodeName, criSocket: flags.criSocket }),
      ...(checks.length === 0 ? {} : { ignorePreflightErrors: checks }),
    },
    ...given({
      certificateKey: flags.certificateKey,
      skipPhases: flags.skipPhases && split(flags.skipPhases),
      patches: flags.patches === undefined ? undefined : { directory: flags.patches },
      bootstrapTokens: tokenFromFlags(init, flags),
    }),
  };
}

function clusterWithFlags(cluster: WrittenCluster, flags: InitFlags): WrittenCluster {
  const certSANs = flags.apiserverCertExtraSans && split(flags.apiserverCertExtraSans);
  const { podNetworkCidr: podSubnet, serviceCidr: serviceSubnet, serviceDnsDomain: dnsDomain } = flags;
  return {
    ...cluster,
    networking: { ...cluster.networking, ...given({ podSubnet, serviceSubnet, dnsDomain }) },
    apiServer: { ...cluster.apiServer, ...given({ certSANs }) },
    ...given({
      certificatesDir: flags.certDir,
      controlPlaneEndpoint: flags.controlPlaneEndpoint,
      imageRepository: flags.imageRepository,
      kubernetesVersion: flags.kubernetesVersion,
      featureGates: flags.featureGates === undefined ? undefined : readFeatureGates(flags.featureGates),
    }),
  };
}

/** The one token that the flags describe; undefined where they describe none. */
function tokenFromFlags(init: WrittenInit, { token, tokenTtl }: InitFlags): WrittenInit["bootstrapTokens"] {
  return token === undefined && tokenTtl === undefined
    ? undefined
    : [{ ...init.bootstrapTokens?.[0], ...given({ token, ttl: tokenTtl }) }];
}

function portProblems({ apiserverBindPort: port }: InitFlags): readonly ConfigProblem[] {
  const origin: Origin = { kind: "flag", flag: "--apiserver-bind-port" };
  const path = formatPath(["localAPIEndpoint", "bindPort"]);
  return port === undefined || /^[0-9]{1,5}$/u.test(port)
    ? []
    : [
        {
          origin,
          document: "InitConfiguration",
          path,
          message: `${quote(port)} is not a port`,
          suggestion: "write 6443",
        },
      ];
}

function featureGateProblems({ featureGates = "" }: InitFlags): readonly ConfigProblem[] {
  const origin: Origin = { kind: "flag", flag: "--feature-gates" };
  return splitOne(featureGates)
    .filter((gate) => !/^[^=]+=\s*(?:true|false)$/iu.test(gate))
    .map((gate) => {
      const message = `${quote(gate)} does not say true or false`;
      return { origin, document: "ClusterConfiguration", path: "featureGates", message, suggestion: "write GATE=true" };
    });
}

function readFeatureGates(text: string): Readonly<Record<string, boolean>> {
  const pairs = splitOne(text).map((gate) => gate.split("="));
  return Object.fromEntries(
    pairs.map(([name = "", value = ""]) => [name.trim(), value.trim().toLowerCase() === "true"]),
  );
}

function split(values: readonly string[]): string[] {
  return values.flatMap(splitOne);
}

function splitOne(value: string): readonly string[] {
  return value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** `fields` without those that are undefined. */
function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: NonNullable<Fields[Name]>;
  };
}
