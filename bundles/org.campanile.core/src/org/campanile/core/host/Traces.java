package org.campanile.core.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.remote.Command;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What the scripts of packages make and forget when they are purged: files of {@code /etc} that no package owns, such as MariaDB's
 * {@code debian.cnf}, folders that are left for their sake, and system accounts with their groups. People make such things too, so what was there before is told from what came. Backups of
 * accounts, those that {@link HostFiles} leaves, and what the system rewrites by itself are left out. Each is named by its path (a folder's ends with a slash), {@code user:NAME} or
 * {@code group:NAME}, with its SHA-256, nothing, or its number. Stateless; blocks, so worker threads only.
 */
public final class Traces {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (/etc/.+)|()(/etc/.+/)|(\\d+)  ((?:user|group):[A-Za-z0-9._-]+)");
    /** dpkg's lists name what packages own; rpm is asked. */
    private static final String LOOK = """
            own() { if [ -d /var/lib/dpkg/info ]; then cat /var/lib/dpkg/info/*.list; else rpm -qal; fi | grep '^/etc/' | sed 's/^/o /'; }
            rest() { awk '{ p = substr($0, 3) } $1 == "o" { own[p] = 1 } $1 == "f" && !(p in own) { print p }'; }
            { own; find /etc -xdev -type f ! -name '*-' ! -name '.*.lock' ! -name '.pwd.lock' ! -name '*.dpkg-*' ! -name '*.campanile-*' ! -name '.campanile.*' ! -name ld.so.cache | sed 's/^/f /'; } | rest |
              tr '\\n' '\\0' | xargs -0 -r sha256sum 2>/dev/null
            find /etc -xdev -mindepth 1 -type d | sed 's|$|/|'
            awk -F: '$3 < 1000 { print $3 "  user:" $1 }' /etc/passwd
            awk -F: '$3 < 1000 { print $3 "  group:" $1 }' /etc/group
            """;
    /** An account is gone when nothing on the machine's own disks is its own and none of its processes runs under this root. */
    private static final String ACCOUNTS = """
            LC_ALL=C; export LC_ALL
            where="/ $(df -lP -x tmpfs -x devtmpfs 2>/dev/null | awk 'NR > 1 && $6 != "/" { print $6 }')"
            root=$(stat -Lc %%d:%%i /)
            for a in %s; do
              kind=${a%%%%:*}; n=${a#*:}; id=${n#*:}; n=${n%%%%:*}
              case $kind in user) db=passwd; test=-uid ;; *) db=group; test=-gid ;; esac
              [ "$(awk -F: -v n="$n" '$1 == n { print $3 }' /etc/$db)" = "$id" ] || continue
              held=$(find $where -xdev \\( -path /proc -o -path /sys -o -path /dev \\) -prune -o $test "$id" -print -quit 2>/dev/null | head -n 1)
              if [ -z "$held" ] && [ $kind = user ]; then
                for p in /proc/[0-9]*; do
                  [ "$(stat -c %%u "$p" 2>/dev/null)" = "$id" ] && [ "$(stat -Lc %%d:%%i "$p/root" 2>/dev/null)" = "$root" ] && held="process ${p#/proc/}"
                done
              fi
              [ -z "$held" ] || { echo "stays $kind $n: $held belongs to it"; continue; }
              if [ $kind = user ]; then userdel "$n" >/dev/null 2>&1 || echo "stays $kind $n: userdel refuses it"
              else groupdel "$n" >/dev/null 2>&1 || echo "stays $kind $n: it is the group of an account"; fi
            done
            """;
    private static final String FOLDERS = """
            gone() {
              d=${1%/}
              if [ -d /var/lib/dpkg/info ]; then ! cat /var/lib/dpkg/info/*.list | grep -qxF -- "$d"; else ! rpm -qf -- "$d" >/dev/null 2>&1; fi && rmdir -- "$d" 2>/dev/null
            }
            """;
    private static final Duration SEARCH = Duration.ofMinutes(10);

    private final Host host;

    /** Those of a host. */
    public Traces(Host host) {
        this.host = host;
    }

    /** What no package owns, by name. */
    public Map<String, String> ofNobody(Task task) throws FailureException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : host.succeeded("looking at what no package owns", host.lookAsRoot(LOOK, task)).out().lines().toList()) {
            Matcher m = LINE.matcher(line);
            if (m.matches()) {
                int group = m.group(2) != null ? 1 : m.group(4) != null ? 3 : 5;
                found.put(m.group(group + 1), m.group(group));
            }
        }
        return found;
    }

    /**
     * Removes what is still the same and nobody's by now; says of the rest that it stays, and why.
     *
     * @param traces as {@link #ofNobody} told them
     */
    public void remove(Map<String, String> traces, Task task) throws FailureException {
        Map<String, String> now = traces.isEmpty() ? Map.of() : ofNobody(task);
        List<String> files = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        List<String> accounts = new ArrayList<>();
        for (Map.Entry<String, String> trace : traces.entrySet()) {
            String name = trace.getKey();
            String found = now.get(name);
            if (found == null) {
                continue;
            }
            if (!found.equals(trace.getValue())) {
                task.line(name + " stays on " + host.name() + ": it was changed since the packages made it.");
            } else if (!name.startsWith("/")) {
                accounts.add(Command.quote(name + ":" + found));
            } else if (name.endsWith("/")) {
                folders.addFirst(Command.quote(name));
            } else {
                files.add(Command.quote(name));
            }
        }
        if (!files.isEmpty() || !folders.isEmpty()) {
            // a folder that a package owns, or that somebody has put something into, stays
            String script = (files.isEmpty() ? "" : "rm -f -- " + String.join(" ", files) + "\n") + FOLDERS
                    + folders.stream().sorted((x, y) -> y.length() - x.length()).map(f -> "gone " + f + "\n").reduce("", String::concat) + "true";
            host.succeeded("removing what packages have left", host.lookAsRoot(script, task));
        }
        if (!accounts.isEmpty()) {
            accounts.sort((a, b) -> Boolean.compare(b.contains("user:"), a.contains("user:")));
            String script = ACCOUNTS.formatted(String.join(" ", accounts));
            host.succeeded("removing accounts of packages", host.sudoQuietly(Command.of("sh").withStdin(script).within(SEARCH), task)).out().lines()
                    .filter(l -> l.startsWith("stays ")).forEach(l -> task.line(l.substring(6).replaceFirst(":", " stays on " + host.name() + ":") + "."));
        }
    }
}
