import type { HandoffPorts } from "../../domain/handoff/handoff-ports.ts";
import type { StaticPodView } from "../../domain/static-pod-view.ts";
import { unreachable } from "../../domain/unreachable.ts";
import { mapFlag, setFlag } from "./command-flags.ts";
import { moveUrls } from "./move-urls.ts";

type Parts = Pick<StaticPodView, "command" | "component" | "mounts">;

/** The command line of the second instance: on other ports, and nothing that two instances must not share. */
export function secondCommand(view: Parts, ports: HandoffPorts): readonly string[] {
  const { command, component } = view;
  switch (component) {
    case "etcd":
      return etcdCommand(command, ports);
    case "kube-apiserver":
      return apiServerCommand(view, ports.apiServer);
    case "kube-controller-manager":
      return securePort(command, ports.controllerManager);
    case "kube-scheduler":
      return securePort(command, ports.scheduler);
    default:
      return unreachable(component);
  }
}

function securePort(command: readonly string[], port: number): readonly string[] {
  return setFlag(command, "secure-port", String(port));
}

// What it advertises stays: the member is the same.
function etcdCommand(command: readonly string[], ports: HandoffPorts): readonly string[] {
  const moved = [
    ["listen-client-urls", ports.etcdClient],
    ["listen-peer-urls", ports.etcdPeer],
    ["listen-metrics-urls", ports.etcdMetrics],
  ] as const;
  return moved.reduce((all, [name, port]) => mapFlag(all, name, (urls) => moveUrls(urls, port)), command);
}

// With a reconciler it would put its own port into the endpoints of the Service `kubernetes`.
function apiServerCommand({ command, mounts }: Parts, port: number): readonly string[] {
  const withoutReconciler = setFlag(securePort(command, port), "endpoint-reconciler-type", "none");
  return mapFlag(withoutReconciler, "audit-log-path", (path) =>
    path === "" || path === "-" || mounts.some(({ mountPath }) => mountPath === path) ? path : besides(path),
  );
}

/** Another file in the same directory. Two writers of one would rotate it away from each other. */
function besides(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  const end = dot <= 0 ? path.length : path.length - (name.length - dot);
  return `${path.slice(0, end)}-handoff${path.slice(end)}`;
}
