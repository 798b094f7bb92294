# shellcheck shell=bash
# Shared by releng/run and releng/test; sourced, not run.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '== %s\n' "$*" >&2; }
# The comment at the head of the script that sources this.
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 2; }

# Ctrl-C reaches all that runs in the foreground. Its end is waited for, so that nothing is left running, and it is called what it is and no failure.
trap 'trap "" INT; echo >&2; say "stopped by Ctrl-C; it can be started again"; exit 130' INT

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
    local type; type="apt-get install -y $(names "${missing[@]}")"; type=${type% }
    if command -v sudo >/dev/null; then type="sudo $type"; else type="su -c '$type'"; fi
    die "some packages are missing. Type this, then start again:  $type"
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

# What the window needs: GTK, icons, a font and a session bus.
window=('/usr/lib/*/libgtk-3.so.0' 'libgtk-3-0t64|libgtk-3-0' /usr/share/icons/Adwaita/index.theme adwaita-icon-theme
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' fonts-dejavu-core dbus-run-session dbus-x11)

need_window() { need "${window[@]}"; }
need_build() { build_with git git mvn maven; }
# Both at once, so that whoever may not install gets a single command to type.
need_console() { build_with git git mvn maven "${window[@]}"; }

# build_with COMMAND-OR-FILE PACKAGE ...: as need, with a JDK.
build_with() {
  local jdk=()
  if ! "$top/releng/find-jdk" >/dev/null 2>&1 && [ -n "$(apt-cache madison openjdk-21-jdk-headless 2>/dev/null)" ]; then
    jdk=(/nowhere openjdk-21-jdk-headless)
  fi
  need "${jdk[@]}" "$@"
  JAVA_HOME=$("$top/releng/find-jdk") || exit 2
  export JAVA_HOME
}

# What is built is written into the tree.
need_room() { [ -w "$top" ] || die "$top cannot be written, and what is built goes there. Clone it to a folder of yours and start again from it."; }

product() { printf '%s/product/target/products/campanile/linux/gtk/x86_64' "$top"; }

# Builds everything without tests. Says what the compiler found, when it fails: warnings are errors, but Maven tells them as warnings.
# The compiler takes anew what has changed, and not what used it in another bundle: after a change all classes of ours are made anew.
build_tree() {
  mkdir -p "$top/logs"
  if [ -n "$(find "$top"/bundles/*/src -newer "$top/product/target/built" -print -quit 2>/dev/null || echo x)" ]; then
    local bundle; for bundle in "$top"/bundles/*/src; do rm -rf "${bundle%/src}/target/classes"; done
  fi
  (cd "$top" && ./mvnw -B -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -DskipTests package > "$top/logs/build.log" 2>&1) && return
  grep -A3 -E '^\[(ERROR|WARNING)\] [^ ]+\.java:' "$top/logs/build.log" | head -n 60 >&2
  grep -E '^\[ERROR\] *[^ ]' "$top/logs/build.log" | grep -vE ' -[eX] switch|^\[ERROR\] \[Help |For more information' | head -n 10 | cut -c1-500 >&2
  if grep -qE 'Could not (transfer|find) artifact|could not be resolved|Unknown ?[Hh]ost' "$top/logs/build.log"; then
    say "parts of the build come from Maven Central and could not be had: look whether it can be reached from here;" \
      "a proxy or a mirror is named in ~/.m2/settings.xml"
  fi
  return 1
}

# Builds the product without tests when a source is newer than it. Who comes second waits: two builds in one tree spoil each other.
build_product() {
  exec 8< "$top/pom.xml"; flock -n 8 || { say "another build of this tree is under way; waiting for it"; flock 8; }
  local built; built=$(launcher)
  if [ -n "$built" ] && [ -z "$(find "$top/bundles" "$top/features" "$top/product" "$top/target-platform" "$top/pom.xml" -path '*/target/*' -prune -o -type f -newer "$top/product/target/built" -print -quit 2>/dev/null || echo x)" ]; then
    exec 8<&-
    return 0
  fi
  need_room
  say "building (a first build takes its parts from Maven Central; about a minute, later half)"
  local start=$top/logs/build-started; mkdir -p "$top/logs"; touch "$start"
  build_tree || die "the build failed; all of its messages are in logs/build.log"
  mkdir -p "$top/product/target" && mv "$start" "$top/product/target/built"
  exec 8<&-
}

# The start script of what was built; nothing when nothing was.
launcher() { [ ! -d "$(product)" ] || find "$(product)" -maxdepth 2 -name campanile -type f | head -n 1; }
