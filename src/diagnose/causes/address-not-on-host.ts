import { addressNotOnHost } from "../../errors/diagnose.ts";
import { faultOf, inComponents, reasonOfExit } from "../cause.ts";

const NOT_HERE = /listen (?:tcp|udp)\d? (\S+): bind: cannot assign requested address/u;

/** A component ended because it shall listen on an address that the host does not have. */
export const findAddressNotOnHost = inComponents((component) => {
  const address = NOT_HERE.exec(reasonOfExit(component) ?? "")?.[1];
  return address === undefined ? undefined : addressNotOnHost(faultOf(component), address);
});
