import ipaddr from "ipaddr.js";
import type { Check } from "./check.ts";
import { notTold, rejected, warned } from "./findings.ts";

const CHECK = "AdvertiseAddress";

/** The address to advertise is one of this host's: etcd listens on it. */
export const checkAdvertiseAddress: Check = ({ etcd }, { advertiseAddress }, { addresses }) => {
  if (addresses.kind !== "present") {
    return [notTold(CHECK, "which addresses this host has", addresses, ["ip -brief address"])];
  }
  if (addresses.value.some((address) => isEqual(address, advertiseAddress))) {
    return [];
  }
  const explained = {
    what: `No interface of this host has the address ${advertiseAddress}.`,
    why: "etcd could not listen on it.",
    fix: [
      "ip -brief address",
      `Set localAPIEndpoint.advertiseAddress to one of this host's: ${addresses.value.join(", ")}.`,
    ],
  };
  return [
    etcd.kind === "local"
      ? rejected(CHECK, explained)
      : warned(CHECK, { ...explained, why: "Unless something translates it, the API server cannot be reached there." }),
  ];
};

function isEqual(a: string, b: string): boolean {
  return ipaddr.isValid(a) && ipaddr.isValid(b)
    ? ipaddr.process(a).toNormalizedString() === ipaddr.process(b).toNormalizedString()
    : a === b;
}
