#!/bin/sh
# Installs Apache, with PHP where wanted, and starts it. What is done already is not done again. Parameter: php (true or false).
set -eu
php=false
parameters=$(dirname "$0")/parameters
if [ -r "$parameters" ]; then . "$parameters"; fi

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
  packages=apache2
  if [ "$php" = true ]; then packages="$packages php libapache2-mod-php"; fi
  missing=
  for package in $packages; do
    [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)" = 'install ok installed' ] || missing="$missing $package"
  done
  if [ -n "$missing" ]; then
    export DEBIAN_FRONTEND=noninteractive
    lists
    # shellcheck disable=SC2086
    apt-get -q -y -o DPkg::Lock::Timeout=600 install $missing >&2 || fail "apt-get could not install$missing"
  fi
  service=apache2
elif command -v dnf >/dev/null || command -v yum >/dev/null; then
  tool=$(command -v dnf || command -v yum)
  packages=httpd
  if [ "$php" = true ]; then packages="$packages php"; fi
  # shellcheck disable=SC2086
  rpm -q $packages >/dev/null 2>&1 || "$tool" -q -y install $packages >&2 || fail "$tool could not install $packages"
  service=httpd
else
  fail "neither apt-get nor dnf nor yum is here"
fi

if command -v systemctl >/dev/null && [ -d /run/systemd/system ]; then
  systemctl enable --now "$service" >&2 || fail "the service $service does not start"
else
  service "$service" status >/dev/null 2>&1 || service "$service" start >&2 || fail "the service $service does not start"
fi
printf 'Apache is running\n'
