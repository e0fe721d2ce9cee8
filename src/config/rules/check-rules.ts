import type { ConfigProblem } from "../../domain/config-problem.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import { formatPath, type Path } from "../path.ts";
import type { OriginOf } from "../written-config.ts";
import { addressMatchesServices, podsMatchServices } from "./address-families.ts";
import { advertiseAddressIsReachable } from "./advertise-address.ts";
import { bootstrapTokensAreValid, certificateKeyIsAesKey } from "./bootstrap-tokens.ts";
import { certificateNamesAreValid } from "./certificate-names.ts";
import { certificatesEndBeforeTheirAuthority, durationsAreValid } from "./durations.ts";
import { controlPlaneEndpointIsValid } from "./endpoint.ts";
import { etcdEndpointsAreUrls, etcdFilesGoTogether, etcdIsLocalOrExternal } from "./etcd.ts";
import { argumentsHaveNames } from "./extra-args.ts";
import { variablesAreForStaticPods } from "./extra-envs.ts";
import { volumesCanBeMounted } from "./extra-volumes.ts";
import { featureGatesExist } from "./feature-gates.ts";
import { imagesHaveNames } from "./images.ts";
import { kubernetesVersionIsSupported } from "./kubernetes-version.ts";
import { clusterNameIsPrintable, dnsDomainIsValid, nodeNameIsValid } from "./names.ts";
import { nodeIsOutsideSubnets, subnetsDoNotOverlap } from "./network-overlap.ts";
import { criSocketIsUnixSocket, ignoredChecksAreNamedOrAll, taintsAreValid } from "./node-registration.ts";
import { patchesAreNotUsed } from "./patches.ts";
import { directoriesAreAbsolute, staticPodPathIsAbsolute } from "./paths.ts";
import { bindPortIsFree } from "./ports.ts";
import type { Rule } from "./rule.ts";
import { podSubnetHasRoomForNodes, serviceSubnetHasRightSize, subnetsAreValid } from "./subnets.ts";

const RULES: readonly Rule[] = [
  kubernetesVersionIsSupported,
  nodeNameIsValid,
  clusterNameIsPrintable,
  dnsDomainIsValid,
  controlPlaneEndpointIsValid,
  advertiseAddressIsReachable,
  bindPortIsFree,
  subnetsAreValid,
  serviceSubnetHasRightSize,
  podSubnetHasRoomForNodes,
  subnetsDoNotOverlap,
  nodeIsOutsideSubnets,
  addressMatchesServices,
  podsMatchServices,
  argumentsHaveNames,
  variablesAreForStaticPods,
  volumesCanBeMounted,
  directoriesAreAbsolute,
  staticPodPathIsAbsolute,
  etcdIsLocalOrExternal,
  etcdEndpointsAreUrls,
  etcdFilesGoTogether,
  certificateNamesAreValid,
  imagesHaveNames,
  criSocketIsUnixSocket,
  taintsAreValid,
  ignoredChecksAreNamedOrAll,
  bootstrapTokensAreValid,
  certificateKeyIsAesKey,
  durationsAreValid,
  certificatesEndBeforeTheirAuthority,
  featureGatesExist,
  patchesAreNotUsed,
];

/** A problem, with the path as segments beside its text. */
export interface RuleProblem {
  readonly problem: ConfigProblem;
  readonly path: Path;
}

/** Every rule that the configuration breaks. */
export function checkRules(config: EffectiveConfig, originOf: OriginOf): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  for (const rule of RULES) {
    rule(config, (document, path, message, suggestion) => {
      const origin = originOf(document, path);
      problems.push({ problem: { origin, document, path: formatPath(path), message, suggestion }, path });
    });
  }
  return problems;
}
