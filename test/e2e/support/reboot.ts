import type { TestHost } from "../../lab/test-host.ts";

/** As power loss and a start do it: every process ends, what is in memory is lost, the services start. */
export async function reboot(host: TestHost): Promise<void> {
  // The first process stays, as the host would not be there without it; this shell is spared by kill(2).
  await host.run("sh", ["-c", "kill -KILL -1"]);
  await host.sh(`
    awk '$5 ~ "^/(run|var/lib/kubelet)/" && $5 !~ "^/run/own-settings" { print $5 }' /proc/self/mountinfo | sort -r |
      while read -r point; do umount -l "$point"; done
    find /run -mindepth 1 -maxdepth 1 ! -name own-settings -exec rm -rf {} +
    mkdir -p /run/lock
    nft flush ruleset
    conntrack -F 2>/dev/null || true
    find /sys/fs/cgroup -mindepth 2 -depth -type d \\( -path '*kubepods*' -o -path '*/system.slice*' \\) -exec rmdir {} + 2>/dev/null || true
    steadyplane service start containerd
    steadyplane service start kubelet`);
}
