#!/bin/bash
# A Debian 12 machine to install things on: a chroot with its own sshd and sudo, beside the real lab.
#   host.sh up NAME PORT   make it when it is not there, start its sshd on 127.0.0.1:PORT
#   host.sh up NAME PORT systemd   the same, whose first process is systemd; "systemctl reboot" in it does that
#   host.sh boot NAME      cut all its connections and start it again, as a machine that reboots does
#   host.sh down NAME      stop all that runs in it
#   host.sh wipe NAME      the same, and forget it
#   host.sh base           only make what all of them are copied from, to have it ready
# State: $REAL_LAB_STATE/hosts; the base system and the packages fetched once are kept there for the next one.
# Users (all with the lab's ssh keys): admin (sudo without password), careful (sudo asks for $CAREFUL_PASS, which also logs in), guest (no sudo).
set -euo pipefail
{
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
HOSTS="$STATE/hosts"; BASE="$HOSTS/base"; ARCHIVES="$HOSTS/archives"
CAREFUL_PASS='geheim|&\/ünç'
INCLUDE=openssh-server,sudo,ca-certificates,netbase,iproute2,procps,init-system-helpers,python3-minimal

[ "$(id -u)" = 0 ] || die "run it as root"
verb=${1:-}; name=${2:-}; port=${3:-}; init=${4:-}
[ "$verb" = base ] && name=the-base
case $name in ''|base|archives|*[!a-z0-9-]*) die "usage: host.sh up NAME PORT [systemd] | boot NAME | down NAME | wipe NAME" ;; esac
ROOT="$HOSTS/$name/root"; PORTFILE="$HOSTS/$name/port"
umask 022
mkdir -p "$HOSTS" "$ARCHIVES/partial" "$STATE/ssh"

make_base() {
    [ -e "$BASE/made" ] && return 0
    if ! command -v debootstrap >/dev/null; then
        local opts=(-y -q --no-install-recommends -o DPkg::Lock::Timeout=600)
        apt-get "${opts[@]}" install debootstrap debian-archive-keyring >/dev/null 2>&1 || { apt-get update -q >/dev/null && apt-get "${opts[@]}" install debootstrap debian-archive-keyring >/dev/null; }
    fi
    rm -rf "$BASE"; mkdir -p "$BASE"
    local log="$HOSTS/base.log"
    debootstrap --variant=minbase --cache-dir="$ARCHIVES" --include=$INCLUDE --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
        bookworm "$BASE/root" >"$log" 2>&1 || { tail -5 "$log" >&2; die "debootstrap failed; see $log"; }
    local r="$BASE/root" u
    # How this machine reaches the packages, so does the new one.
    apt-config dump | grep -E '^Acquire::(http|https|ftp)::' >"$r/etc/apt/apt.conf.d/90reach" || :
    printf 'APT::Install-Recommends "false";\nDpkg::Options { "--force-unsafe-io"; };\n' >"$r/etc/apt/apt.conf.d/91small"
    printf '#!/bin/sh\nexit 101\n' >"$r/usr/sbin/policy-rc.d"; chmod 755 "$r/usr/sbin/policy-rc.d"
    echo devbox >"$r/etc/hostname"
    # The password * fits nothing but, other than none, does not lock the account.
    for u in admin careful guest; do chroot "$r" useradd -m -s /bin/bash -p '*' $u; done
    printf 'careful:%s\n' "$CAREFUL_PASS" | chroot "$r" chpasswd
    printf 'admin ALL=(ALL) NOPASSWD: ALL\ncareful ALL=(ALL) ALL\nDefaults timestamp_timeout=0\nDefaults !lecture\n' >"$r/etc/sudoers.d/lab"; chmod 440 "$r/etc/sudoers.d/lab"
    : >"$BASE/made"
}

keys() {
    local d=$STATE/ssh k
    [ -s $d/host_ed25519 ] || ssh-keygen -q -t ed25519 -N '' -C real-lab-host -f $d/host_ed25519
    [ -s $d/id_ed25519 ] || ssh-keygen -q -t ed25519 -N '' -C real-lab -f $d/id_ed25519
    for k in root home/admin home/careful home/guest; do
        install -d -m 700 "$ROOT/$k/.ssh"; cat $d/id_*.pub >"$ROOT/$k/.ssh/authorized_keys"
        chroot "$ROOT" chown -R --reference="/$k" "/$k/.ssh"
    done
    cp "$d/host_ed25519" "$ROOT/etc/ssh/lab_host_key"; chmod 600 "$ROOT/etc/ssh/lab_host_key"
    { printf '[%s]:%s ' $IP "$1"; cut -d' ' -f1,2 $d/host_ed25519.pub; } >"$HOSTS/$name/known_hosts"
}

mounted() { grep -q " $ROOT/$1 " /proc/mounts; }
mounts() {
    mounted proc || mount -t proc proc "$ROOT/proc"
    mounted dev || mount --rbind --make-rslave /dev "$ROOT/dev"
    mkdir -p "$ROOT/run/sshd" "$ROOT/run/real-lab"; mounted run/real-lab || mount --bind "$RUN" "$ROOT/run/real-lab"
    mounted var/cache/apt/archives || mount --bind "$ARCHIVES" "$ROOT/var/cache/apt/archives"
    cp -L /etc/resolv.conf "$ROOT/etc/resolv.conf"
    # It shares the name of this machine, which sudo wants to resolve.
    printf '127.0.0.1 localhost devbox %s\n::1 localhost\n' "$(hostname)" >"$ROOT/etc/hosts"
}
unmount() { local m; for m in $(awk -v r="$ROOT/" 'index($2, r) == 1 {print $2}' /proc/mounts | sort -r); do umount -l "$m"; done; }
add_systemd() {
    : >"$HOSTS/$name/systemd"; mounts
    local log="$HOSTS/$name/systemd.log" get=(chroot "$ROOT" apt-get -q)
    { "${get[@]}" update && DEBIAN_FRONTEND=noninteractive "${get[@]}" -y install systemd-sysv dbus libpam-systemd; } >"$log" 2>&1 || { tail -n 5 "$log" >&2; die "systemd cannot be installed; see $log"; }
    unmount
    # Services that packages bring start as on any machine; what its image was made with told it not to.
    rm -f "$ROOT/usr/sbin/policy-rc.d"
}
# All processes whose root is this machine's root: its sshd, sessions, services.
with_systemd() { [ -e "$HOSTS/$name/systemd" ]; }
inhabitants() { local p; for p in /proc/[0-9]*; do [ "$(readlink "$p/root" 2>/dev/null)" = "$ROOT" ] && echo "${p#/proc/}"; done; return 0; }
stop_all() {
    local p i
    if p=$(pid_of "host-$name"); then kill -9 -- "-$p"; for i in {1..100}; do pid_of "host-$name" >/dev/null || break; sleep 0.1; done; fi
    ! with_systemd || clean_env "$HERE/systemd.sh" away "$name"
    for p in $(inhabitants); do kill "$p" 2>/dev/null || :; done
    for i in {1..30}; do [ -z "$(inhabitants)" ] && break; sleep 0.1; done
    # Until none is left: one may have started another meanwhile, and would write while its files are deleted.
    for i in {1..100}; do
        [ -n "$(inhabitants)" ] || break
        for p in $(inhabitants); do kill -9 "$p" 2>/dev/null || :; done
        sleep 0.1
    done
}
start_ssh() {
    port=$(cat "$PORTFILE")
    ! port_open "$port" || [ -n "$(inhabitants)" ] || pid_of "host-$name" >/dev/null || die "port $port is in use by something else"
    local conf="$ROOT/etc/ssh/lab_sshd_config"
    ! with_systemd || conf="$ROOT/etc/ssh/sshd_config.d/lab.conf"
    cat >"$conf" <<X
Port $port
ListenAddress $IP
HostKey /etc/ssh/lab_host_key
PasswordAuthentication yes
PermitRootLogin prohibit-password
StrictModes no
MaxSessions 100
MaxStartups 100
UseDNS no
X
    with_systemd || printf 'PidFile /run/sshd.pid\nUsePAM no\nSubsystem sftp internal-sftp\n' >>"$conf"
    port_open "$port" && return 0
    ! with_systemd || start "host-$name" "$HERE/systemd.sh" run "$name" "$ROOT" "$ARCHIVES" 8>&-
    with_systemd || clean_env setsid -f chroot "$ROOT" /usr/sbin/sshd -D -e -f /etc/ssh/lab_sshd_config >>"$HOSTS/$name/sshd.log" 2>&1 </dev/null 9>&- 8>&-
    local i; for i in {1..300}; do port_open "$port" && return 0; sleep 0.1; done
    tail -n 3 "$HOSTS/$name/sshd.log" "$LOG/host-$name.log" >&2 2>/dev/null || :; die "sshd of $name does not answer on port $port"
}

exec 8>"$HOSTS/$name.lock"; flock 8
case $verb in
    base) exec 9>"$HOSTS/base.lock"; flock 9; make_base ;;
    up)
        case $init in ''|systemd) ;; *) port= ;; esac
        case $port in ''|*[!0-9]*) die "usage: host.sh up NAME PORT [systemd]" ;; esac
        exec 9>"$HOSTS/base.lock"; flock 9; make_base; flock -u 9
        mkdir -p "$HOSTS/$name" "$RUN" "$LOG" "$STATE/tmp"
        if [ ! -e "$HOSTS/$name/made" ]; then
            rm -rf --one-file-system "$ROOT"; cp -a --reflink=auto "$BASE/root" "$ROOT"
            [ -z "$init" ] || add_systemd
            : >"$HOSTS/$name/made"
        fi
        echo "$port" >"$PORTFILE"; keys "$port"; with_systemd || mounts; start_ssh ;;
    boot) [ -d "$ROOT" ] || die "no host $name"; stop_all; with_systemd || mounts; start_ssh ;;
    down|wipe)
        [ -d "$ROOT" ] || exit 0
        stop_all
        unmount
        [ "$verb" = down ] || { grep -q " $ROOT/" /proc/mounts && die "something is still mounted in $ROOT"; rm -rf --one-file-system "${HOSTS:?}/$name" "$HOSTS/$name.lock"; } ;;
    *) die "usage: host.sh up NAME PORT [systemd] | boot NAME | down NAME | wipe NAME" ;;
esac
exit
}
