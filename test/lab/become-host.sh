#!/bin/sh
# Turns the namespaces this runs in into a machine of its own, then stays as its first process.
# $1: directory of the host on this machine; $2: host name; $3: name server; $4: directories to show read-only, one a line;
# $5: cgroup hierarchies, one a line: TYPE MOUNTPOINT OPTIONS
set -eu
lab=$1 root=$1/root
hostname "$2"
mount --bind "$root" "$root"

for link in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$link" ]; then ln -s "$(readlink "/$link")" "$root/$link"; fi
done
mkdir -p "$root/usr" "$root/etc" "$root/dev" "$root/proc" "$root/sys" "$root/run" "$root/tmp" "$root/root" "$root/home" \
  "$root/opt" "$root/mnt" "$root/srv" "$root/var/lib/dpkg" "$root/var/lib/apt" "$root/var/log" "$root/var/tmp" \
  "$root/var/cache/apt" "$root/var/cache/steadyplane" "$root/var/spool"
chmod 1777 "$root/tmp" "$root/var/tmp"
chmod 0700 "$root/root"
ln -s /run "$root/var/run"
ln -s /run/lock "$root/var/lock"

# The machine's programs and settings below, what the host changes above. A character device 0/0 hides what is below it.
for tree in usr etc var/lib/dpkg var/lib/apt; do
  upper=$lab/upper/$tree work=$lab/work/$tree
  mkdir -p "$upper" "$work"
  if [ "$tree" = etc ]; then
    for own in kubernetes steadyplane containerd cni crictl.yaml default/kubelet; do
      if [ -e "/etc/$own" ]; then
        mkdir -p "$(dirname "$upper/$own")"
        mknod "$upper/$own" c 0 0
      fi
    done
  fi
  mount -t overlay overlay -o "lowerdir=/$tree,upperdir=$upper,workdir=$work" "$root/$tree"
done
mkdir -p "$lab/local-bin" && mount --bind "$lab/local-bin" "$root/usr/local/bin"
mkdir -p /var/cache/steadyplane && mount --bind /var/cache/steadyplane "$root/var/cache/steadyplane"
echo "$4" | while read -r shown; do
  if [ -n "$shown" ]; then
    mkdir -p "$root$shown"
    mount --bind "$shown" "$root$shown"
    mount -o remount,bind,ro "$root$shown"
  fi
done

# Accounts as on a fresh machine, whatever was installed on this one.
for accounts in passwd group shadow gshadow; do
  if [ -e "/etc/$accounts" ]; then grep -v '^etcd:' "/etc/$accounts" >"$root/etc/$accounts"; fi
done
rm -f "$root/etc/resolv.conf" "$root/etc/hostname" "$root/etc/hosts" "$root/etc/machine-id"
echo "nameserver $3" >"$root/etc/resolv.conf"
echo "$2" >"$root/etc/hostname"
printf '127.0.0.1 localhost\n::1 localhost\n127.0.1.1 %s\n' "$2" >"$root/etc/hosts"
tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"

mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir "$root/run/lock" "$root/run/own-settings"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
# The kubelet sets these, and they are the whole machine's.
for setting in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys \
  kernel/keys/root_maxbytes; do
  own=$root/run/own-settings/$(echo "$setting" | tr / .)
  cat "/proc/sys/$setting" >"$own"
  mount --bind "$own" "$root/proc/sys/$setting"
done

echo "$5" | while read -r type point options; do
  if [ "$point" != /sys/fs/cgroup ] && ! mountpoint -q "$root/sys/fs/cgroup"; then
    mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
  fi
  mkdir -p "$root$point"
  mount -t "$type" ${options:+-o "$options"} cgroup "$root$point"
done
for link in /sys/fs/cgroup/*; do
  if [ -L "$link" ]; then ln -s "$(readlink "$link")" "$root$link"; fi
done

mkdir "$root/.machine"
cd "$root"
pivot_root . .machine
cd /
umount -l /.machine
rmdir /.machine
# As systemd does at boot; volumes that a container mounts must reach the host.
mount --make-rshared /
echo ready
exec catatonit -P >/dev/null 2>&1
