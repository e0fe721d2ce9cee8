/** The part of node-forge that is used, loaded by itself: the whole library takes several times as long to load. */
declare module "node-forge/lib/asn1.js" {
  import type { asn1 } from "node-forge";
  const part: typeof asn1;
  export default part;
}
