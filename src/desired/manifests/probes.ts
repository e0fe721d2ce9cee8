import type { ProbeView, StaticPodView } from "../../domain/static-pod-view.ts";

const PERIOD_SECONDS = 10;

/** What a component is asked, and where. */
export interface ProbedEndpoint {
  /** Empty stands for the Pod's own address. */
  readonly host: string;
  readonly scheme: "HTTP" | "HTTPS";
  readonly livenessPath: string;
  readonly readinessPath: string | undefined;
  readonly startupPath: string;
  /** How long a start may take, in milliseconds. */
  readonly startupTimeoutMs: number;
}

/** The three probes with kubeadm's periods. */
export function probes(endpoint: ProbedEndpoint): Pick<StaticPodView, "liveness" | "readiness" | "startup"> {
  const { livenessPath, readinessPath, startupPath, startupTimeoutMs } = endpoint;
  const attempts = Math.ceil(startupTimeoutMs / (PERIOD_SECONDS * 1000));
  return {
    liveness: probe(endpoint, livenessPath, PERIOD_SECONDS, PERIOD_SECONDS, 8),
    readiness: readinessPath === undefined ? undefined : probe(endpoint, readinessPath, 0, 1, 3),
    startup: probe(endpoint, startupPath, PERIOD_SECONDS, PERIOD_SECONDS, attempts),
  };
}

/** The host to probe where a component listens on `address`. Nothing can be asked of "every address". */
export function probedHost(address: string): string {
  return address === "0.0.0.0" || address === "::" ? "" : address;
}

function probe(
  { host, scheme }: ProbedEndpoint,
  path: string,
  initialDelaySeconds: number,
  periodSeconds: number,
  failureThreshold: number,
): ProbeView {
  return {
    host,
    hasHost: host !== "",
    path,
    scheme,
    initialDelaySeconds,
    hasInitialDelay: initialDelaySeconds !== 0,
    periodSeconds,
    timeoutSeconds: 15,
    failureThreshold,
  };
}
