import type { Component } from "../../../../src/domain/component.ts";
import type { TestHost } from "../../../lab/test-host.ts";

/** Something that breaks a control plane that ran. */
export interface Fault {
  /** As docs/faults.md has it. */
  readonly name: string;
  /** Whether it is among the few that `npm test` takes the time for. */
  readonly isFew?: boolean;
  /** What is asked about. */
  readonly component: Component;
  readonly provoke: (host: TestHost) => Promise<unknown>;
  /** Beside manifests, certificates and the kubelet's settings, which are put back. */
  readonly repair?: (host: TestHost) => Promise<unknown>;
  /** What `explain` must name; undefined where it must say that it could not tell. */
  readonly code: string | undefined;
  /** What it must say of it. */
  readonly says: RegExp;
}

export const MANIFESTS = "/etc/kubernetes/manifests";
export const PKI = "/etc/kubernetes/pki";

/** Another manifest of the component: one expression of sed, applied at one stroke. */
export const manifest = (component: Component, expression: string) => async (host: TestHost) =>
  host.sh(`sed -E '${expression}' /root/kept/manifests/${component}.yaml >${MANIFESTS}/.broken
    mv ${MANIFESTS}/.broken ${MANIFESTS}/${component}.yaml`);

export const withFlag = (component: Component, flag: string) =>
  manifest(component, `s#^( *)- "?${component}"?$#&\\n\\1- ${flag}#`);

/** The kubelet's configuration with another line. */
export const kubelet = (line: string) => async (host: TestHost) =>
  host.sh(`grep -v '^${line.split(":", 1)[0]}:' /root/kept/config.yaml >/var/lib/kubelet/config.yaml
    echo '${line}' >>/var/lib/kubelet/config.yaml; steadyplane service restart kubelet || true`);

export const kill = async (host: TestHost, name: string) => host.sh(`pkill -KILL -x ${name} || true`);
