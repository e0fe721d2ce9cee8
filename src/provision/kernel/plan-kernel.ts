import type { ProvisionStep } from "../provision-step.ts";
import {
  BRIDGE_FILTER,
  FORWARDING,
  IPV6_FORWARDING,
  type KernelSettings,
  renderSysctlFile,
} from "./kernel-settings.ts";
import type { KernelObservation } from "./observe-kernel.ts";

/** The step that lets this host forward packets of `podSubnets`, or none where it does already. */
export function planKernel(observed: KernelObservation, podSubnets: readonly string[]): readonly ProvisionStep[] {
  const settings: KernelSettings = {
    ...FORWARDING,
    ...(podSubnets.some((subnet) => subnet.includes(":")) ? IPV6_FORWARDING : {}),
    ...BRIDGE_FILTER,
  };
  const fileText = renderSysctlFile(settings);
  const differs = Object.entries(settings).some(([name, value]) => (observed.values[name] ?? value) !== value);
  const isSet = !differs && observed.sysctlFile === fileText && observed.loadableModules.length === 0;
  return isSet ? [] : [{ kind: "set-kernel", modules: observed.loadableModules, settings, fileText }];
}
