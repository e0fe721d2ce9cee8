import { checkOfPath, rejected } from "../findings.ts";
import type { ChangeCheck } from "./change-facts.ts";

/**
 * Certificates that a changed component is told to use can be used. etcd looks at them only when it begins to serve, and
 * then the old one is gone.
 */
export const checkUsedPairs: ChangeCheck = (_cluster, _node, { pairs }) =>
  pairs.flatMap(({ component, certificate, problem }) =>
    problem === undefined
      ? []
      : [
          rejected(checkOfPath("UsedCertificate", certificate), {
            what: `${component} is told to use ${problem}.`,
            why: "It could not serve with it.",
            fix: ["Put a certificate and its key in place, or correct the flag that names them in extraArgs."],
          }),
        ],
  );
