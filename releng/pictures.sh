#!/usr/bin/env bash
# Makes the pictures of the README anew: runs the tests that take them (each perspective, light and dark, at 100 % and 200 %) under Xvfb and
# copies what they took to releng/pictures.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
need_build
need_window
need Xvfb xvfb openbox openbox
out=$top/bundles/org.campanile.ui.tests/target/ui-tests; logs=$top/logs; mkdir -p "$logs"
exec 9> "$logs/display"; Xvfb -displayfd 9 -screen 0 3200x2000x24 -nolisten tcp > "$logs/xvfb.log" 2>&1 & xvfb=$!
wm=; trap 'kill $wm "$xvfb" 2>/dev/null || true' EXIT
for _ in $(seq 100); do [ -s "$logs/display" ] && break; sleep 0.1; done
[ -s "$logs/display" ] || { echo "Xvfb did not start: see $logs/xvfb.log" >&2; exit 1; }
DISPLAY=:$(cat "$logs/display")
export DISPLAY GDK_BACKEND=x11 LC_ALL=C.UTF-8 NO_AT_BRIDGE=1 GTK_OVERLAY_SCROLLING=0
unset WAYLAND_DISPLAY
openbox > "$logs/openbox.log" 2>&1 & wm=$!
for zoom in 1 2; do
  class=PicturesTest; [ $zoom = 1 ] || class=Pictures200Test
  say "taking pictures at ${zoom}00 %"
  (cd "$top" && GDK_SCALE=$zoom dbus-run-session -- ./mvnw -B -q verify -pl bundles/org.campanile.ui.tests,features/org.campanile.feature -am \
    -Dtest=$class -Dcampanile.otherZoom='**/None*Test*' -Dsurefire.failIfNoSpecifiedTests=false > "$logs/pictures-$zoom.log" 2>&1) || { tail -n 40 "$logs/pictures-$zoom.log"; exit 1; }
done
mkdir -p "$top/releng/pictures"
for name in setup topology controllers; do
  for theme in light dark; do
    for zoom in 100 200; do cp "$out/$name-$theme-$zoom.png" "$top/releng/pictures/"; done
  done
done
du -h "$top"/releng/pictures/*.png
