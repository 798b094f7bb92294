#!/bin/sh
# Installs a telnet server, for trying a lab. What is done already is not done again.
set -eu
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Another apt, such as the one that looks for updates after a start, is waited for; apt itself waits only for the lock of packages, not for that of lists.
lists() {
  tries=0
  until said=$(LC_ALL=C apt-get -q update 2>&1); do
    tries=$((tries + 1))
    case $said in
      *'Could not get lock'*) [ "$tries" -lt 200 ] || fail "another apt has held the list of packages for ten minutes"; sleep 3 ;;
      *) printf '%s\n' "$said" >&2; fail "the list of packages could not be read" ;;
    esac
  done
}
[ "$(id -u)" -eq 0 ] || fail "this has to run as root"

if command -v apt-get >/dev/null; then
  if [ "$(dpkg-query -W -f '${Status}' telnetd 2>/dev/null || true)" != 'install ok installed' ]; then
    export DEBIAN_FRONTEND=noninteractive
    lists
    apt-get -q -y -o DPkg::Lock::Timeout=600 install telnetd >&2 || fail "apt-get could not install telnetd"
  fi
elif command -v dnf >/dev/null || command -v yum >/dev/null; then
  tool=$(command -v dnf || command -v yum)
  rpm -q telnet-server >/dev/null 2>&1 || "$tool" -q -y install telnet-server >&2 || fail "$tool could not install telnet-server"
  if command -v systemctl >/dev/null && [ -d /run/systemd/system ]; then systemctl enable --now telnet.socket >&2 || fail "telnet.socket does not start"; fi
else
  fail "neither apt-get nor dnf nor yum is here"
fi
printf 'Telnet is installed\n'
