#!/bin/bash
# What host.sh runs for a machine whose first process is systemd: namespaces of its own for processes, mounts, name and control groups, the network shared.
#   systemd.sh run NAME ROOT ARCHIVES   starts it, and again after "systemctl reboot"; ends with "systemctl poweroff"
#   systemd.sh away NAME                removes the control groups that it left
# Needs a kernel with cgroup2, of which no controller has to be free. Nothing is mounted outside.
set -euo pipefail
verb=$1 group=real-lab-host-$2
case $verb in
    run|away)
        # Where this machine has its control groups is another matter on each system; a mount that only this process sees is the same on all.
        # In a chroot unshare cannot change how mounts are passed on, and would end.
        exec unshare --mount --propagation unchanged "$0" "in-$@" ;;
    in-run|in-away)
        mount --make-rprivate / 2>/dev/null || :
        mount -t cgroup2 none /mnt
        [ ! -d /mnt/$group ] || find /mnt/$group -depth -type d -exec rmdir {} +
        [ $verb = in-run ] || exit 0
        mkdir /mnt/$group
        echo $$ >/mnt/$group/cgroup.procs
        umount /mnt
        while :; do
            code=0; unshare --fork --kill-child --pid --mount --propagation unchanged --uts --ipc --cgroup "$0" world "${@:2}" || code=$?
            # The kernel ends the parent of such a first process with SIGHUP for a reboot, SIGINT for power off.
            [ $code = 129 ] || exit $code
            echo "reboot"
        done ;;
    world) ;;
    *) echo "usage: systemd.sh run NAME ROOT ARCHIVES | away NAME" >&2; exit 1 ;;
esac

root=$3 archives=$4
mount --bind "$root" "$root"
cd "$root"
safe=nosuid,noexec,nodev
mount -t proc -o $safe proc proc
# The kernel's settings are this machine's, too.
for f in proc/sys proc/sysrq-trigger; do [ ! -e $f ] || { mount --bind $f $f; mount -o remount,bind,ro,$safe $f; }; done
mount -t sysfs -o ro,$safe sysfs sys
mount -t cgroup2 -o $safe cgroup2 sys/fs/cgroup
mount -t tmpfs -o nosuid,mode=755 tmpfs dev
while read -r name major minor; do mknod -m 666 dev/$name c $major $minor; done <<'Y'
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
Y
mkdir dev/pts dev/shm
mount -t devpts -o nosuid,noexec,newinstance,ptmxmode=666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs -o nosuid,nodev tmpfs dev/shm
ln -s pts/ptmx dev/ptmx; ln -s /proc/self/fd dev/fd; ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr
mount -t tmpfs -o nosuid,nodev,mode=755 tmpfs run
mount --bind "$archives" var/cache/apt/archives
hostname "$(cat etc/hostname)"
# As at the end of an initial RAM disk; pivot_root refuses where this itself runs in a chroot.
mount --move . /
exec chroot . /usr/bin/env -i container=real-lab PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd </dev/null
