import { choicesAreValid } from "./choices.ts";
import { containersAreValid, variablesAreValid } from "./containers.ts";
import { annotationsAreValid, labelsAreValid, nameIsValid, namespaceIsValid } from "./metadata.ts";
import { dnsIsValid, settingsAreValid, tolerationsAreValid } from "./pod-settings.ts";
import { portsAreValid } from "./ports.ts";
import { probesAreValid } from "./probes.ts";
import { refersToNoObject } from "./references.ts";
import { resourcesAreValid } from "./resources.ts";
import type { PodRule } from "./rule.ts";
import { mountsAreOfVolumes, volumesAreValid } from "./volumes.ts";

/** Everything that the kubelet wants of a static Pod and that is checked here. */
export const POD_RULES: readonly PodRule[] = [
  nameIsValid,
  namespaceIsValid,
  labelsAreValid,
  annotationsAreValid,
  choicesAreValid,
  containersAreValid,
  variablesAreValid,
  portsAreValid,
  probesAreValid,
  resourcesAreValid,
  volumesAreValid,
  mountsAreOfVolumes,
  refersToNoObject,
  settingsAreValid,
  dnsIsValid,
  tolerationsAreValid,
];
