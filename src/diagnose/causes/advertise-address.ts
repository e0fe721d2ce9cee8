import { advertiseAddressUnusable } from "../../errors/diagnose.ts";
import { faultOf, inComponents, reasonOfExit } from "../cause.ts";

/** The API server ended because its advertise address is a loopback, link-local or unspecified one. */
export const findAdvertiseAddress = inComponents((component) => {
  const reason = reasonOfExit(component);
  return reason !== undefined && /cannot use public IP|unable to find suitable network address/u.test(reason)
    ? advertiseAddressUnusable(faultOf(component), reason)
    : undefined;
});
