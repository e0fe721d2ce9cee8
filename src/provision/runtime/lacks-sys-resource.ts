const CAP_SYS_RESOURCE = 24n;

/** Whether a process lacks CAP_SYS_RESOURCE, from its /proc/PID/status. False where the file does not say. */
export function lacksSysResource(status: string): boolean {
  const effective = /^CapEff:\s*(?<mask>[0-9a-f]+)$/mu.exec(status)?.groups?.["mask"];
  return effective !== undefined && ((BigInt(`0x${effective}`) >> CAP_SYS_RESOURCE) & 1n) === 0n;
}
