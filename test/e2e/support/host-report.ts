import type { TestHost } from "../../lab/test-host.ts";

const SECTIONS: Readonly<Record<string, string>> = {
  processes: "ps -eo pid,etimes,args --forest | cut -c1-160 | tail -n 40",
  files: "ls -lR /etc/kubernetes /etc/steadyplane /run/steadyplane 2>/dev/null | grep -v '^total' | head -n 80",
  "kubelet log": "tail -n 25 /var/log/steadyplane/kubelet.log | cut -c1-300",
  "containerd log": "tail -n 10 /var/log/steadyplane/containerd.log | cut -c1-300",
  containers: "ctr -n k8s.io containers ls | cut -c1-120; ctr -n k8s.io tasks ls",
  "container logs":
    'for log in $(ls -t /var/log/pods/*/*/*.log 2>/dev/null | head -n 6); do echo "-- $log"; tail -n 8 $log | cut -c1-300; done',
};

/** What happened on a host, for the message of a failed test. */
export async function hostReport(host: TestHost): Promise<string> {
  const parts: string[] = [];
  for (const [title, script] of Object.entries(SECTIONS)) {
    const { stdout, stderr } = await host.run("sh", ["-c", script], { timeoutMs: 10_000 });
    parts.push(`== ${title} on ${host.name}\n${stdout}${stderr}`);
  }
  return parts.join("\n");
}
