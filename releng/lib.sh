# shellcheck shell=bash
# Shared by releng/run and releng/test; sourced, not run.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '== %s\n' "$*" >&2; }
# The comment at the head of the script that sources this.
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 2; }

# need COMMAND-OR-FILE PACKAGE[|ALTERNATIVE] ...: installs the packages whose command or file is missing, by apt when root; otherwise prints the one
# command to type and stops. Alternatives are for packages whose name differs between releases.
need() {
  local missing=()
  while [ $# -gt 0 ]; do
    if ! command -v "$1" >/dev/null 2>&1 && ! compgen -G "$1" >/dev/null; then missing+=("$2"); fi
    shift 2
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "these are missing and this is no Debian or Ubuntu: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    die "some packages are missing. Type this, then start again:  sudo apt-get install -y $(names "${missing[@]}")"
  fi
  say "installing ${missing[*]}"
  apt-get -qq update >&2 || die "apt-get update failed"
  # shellcheck disable=SC2046 # one package a word
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(names "${missing[@]}") >&2 || die "apt-get install failed"
}

# Chooses, of each A|B, the one this release has.
names() {
  local choice name
  for choice in "$@"; do
    name=${choice%%|*}
    if [ "$name" != "$choice" ] && [ -z "$(apt-cache madison "$name" 2>/dev/null)" ]; then name=${choice##*|}; fi
    printf '%s ' "$name"
  done
}

need_build() {
  need git git
  "$top/releng/find-jdk" >/dev/null 2>&1 || {
    [ "$(id -u)" -eq 0 ] && [ -n "$(apt-cache madison openjdk-21-jdk-headless 2>/dev/null)" ] && need /nowhere openjdk-21-jdk-headless
  }
  JAVA_HOME=$("$top/releng/find-jdk") || exit 2
  export JAVA_HOME
  if ! [ -x "$top/mvnw" ] || ! command -v mvn >/dev/null 2>&1; then need mvn maven; fi
}

# What is built is written into the tree.
need_room() { [ -w "$top" ] || die "$top cannot be written, and what is built goes there. Clone it to a folder of yours and start again from it."; }

# The window needs GTK, icons, a font and a session bus.
need_window() {
  need '/usr/lib/*/libgtk-3.so.0' 'libgtk-3-0t64|libgtk-3-0' /usr/share/icons/Adwaita/index.theme adwaita-icon-theme \
    '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' fonts-dejavu-core dbus-run-session dbus-x11
}

product() { printf '%s/product/target/products/campanile/linux/gtk/x86_64' "$top"; }

# Builds everything without tests. Says what the compiler found, when it fails: warnings are errors, but Maven tells them as warnings.
build_tree() {
  mkdir -p "$top/logs"
  (cd "$top" && ./mvnw -B -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -DskipTests package > "$top/logs/build.log" 2>&1) && return
  grep -A3 -E '^\[(ERROR|WARNING)\] [^ ]+\.java:' "$top/logs/build.log" | head -n 60 >&2
  grep -E '^\[ERROR\]' "$top/logs/build.log" | head -n 10 | cut -c1-500 >&2
  return 1
}

# Builds the product without tests when a source is newer than it. Who comes second waits: two builds in one tree spoil each other.
build_product() {
  exec 8< "$top/pom.xml"; flock 8
  local built; built=$(launcher)
  if [ -n "$built" ] && [ -z "$(find "$top/bundles" "$top/features" "$top/product" "$top/target-platform" "$top/pom.xml" -path '*/target/*' -prune -o -type f -newer "$top/product/target/built" -print -quit 2>/dev/null || echo x)" ]; then
    exec 8<&-
    return 0
  fi
  need_room
  say "building (a first build takes its parts from Maven Central; about a minute, later half)"
  local start; start=$(mktemp)
  build_tree || die "the build failed; all of its messages are in logs/build.log"
  mkdir -p "$top/product/target" && mv "$start" "$top/product/target/built"
  exec 8<&-
}

# The start script of what was built; nothing when nothing was.
launcher() { [ ! -d "$(product)" ] || find "$(product)" -maxdepth 2 -name campanile -type f | head -n 1; }
