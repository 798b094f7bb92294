package org.campanile.core.host;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.host.ServiceStatus.Enabled;
import org.campanile.core.host.ServiceStatus.State;
import org.campanile.core.remote.Command;

/** The commands of the init systems, as scripts for a POSIX shell, and what their answers mean. Pure. */
final class ServiceScripts {

    private ServiceScripts() {
    }

    /** Prints lines {@code key=value}: kind (systemd, upstart, script, plain, absent), state, sub, pid, since, enabled. A process whose root is
     * another one belongs to another system on the same kernel. */
    static String status(InitSystem init, String name, Optional<PlainProcess> plain) {
        String n = Command.quote(name);
        String script = """
                LC_ALL=C; export LC_ALL; PATH=$PATH:/usr/sbin:/sbin; n=%s
                here() { [ "$(stat -L -c %%d:%%i "/proc/$1/root" 2>/dev/null)" = "$(stat -L -c %%d:%%i /)" ]; }
                since() {
                  echo "pid=$1"; ticks=$(sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | awk '{print $20}')
                  [ -z "$ticks" ] || awk -v t="$ticks" -v hz="$(getconf CLK_TCK 2>/dev/null || echo 100)" '/^btime/ {printf "since=%%d\\n", $2 + t / hz}' /proc/stat
                }
                by_pid_file() {
                  dead=no; for f in "/run/$n.pid" "/var/run/$n.pid" /run/*/"$n.pid" /var/run/*/"$n.pid"; do
                    [ -s "$f" ] || continue
                    read -r p rest < "$f"; if [ ! -d "/proc/$p" ]; then dead=yes; elif here "$p"; then echo state=0; since "$p"; return 0; fi
                  done; [ $dead = yes ] && echo state=3
                }
                by_script() {
                  [ -x "/etc/init.d/$n" ] || return 1
                  echo kind=script
                  out=$("/etc/init.d/$n" status 2>&1 </dev/null); code=$?
                  echo "sub=$(printf '%%s' "$out" | tail -n 1)"
                  if ! by_pid_file; then
                    if [ $code = 0 ] && command -v pgrep >/dev/null 2>&1; then
                      code=3; for p in $(pgrep -f -- "$n"); do if [ "$p" != $$ ] && here "$p"; then code=0; since "$p"; break; fi; done
                    fi
                    echo "state=$code"
                  fi
                  on=no; for l in /etc/rc[2-5].d/S[0-9][0-9]"$n" /etc/rc.d/rc[2-5].d/S[0-9][0-9]"$n"; do [ -e "$l" ] && on=yes; done; echo "enabled=$on"
                }
                """.formatted(n);
        String own = switch (init) {
            case SYSTEMD -> """
                    if systemctl show -p LoadState "$n" 2>/dev/null | grep -q =loaded; then
                      echo kind=systemd; systemctl show -p ActiveState -p SubState -p MainPID -p UnitFileState "$n"
                      p=$(systemctl show -p MainPID "$n" | cut -d= -f2); [ "${p:-0}" = 0 ] || since "$p"; exit 0; fi
                    """;
            case UPSTART -> """
                    if out=$(initctl status "$n" 2>/dev/null); then
                      echo kind=upstart; echo "sub=$out"; if grep -qs manual "/etc/init/$n.override"; then echo enabled=no; else echo enabled=yes; fi
                      p=${out##*process }; case $p in *[!0-9]*|'') ;; *) since "$p" ;; esac; exit 0; fi
                    """;
            case SYSVINIT, NONE -> "";
        };
        return script + own + "by_script && exit 0\n" + plain.map(p -> running(p) + """
                echo kind=plain; if running; then echo state=0; since "$p"; else echo state=3; fi; exit 0
                """).orElse("") + "echo kind=absent\n";
    }

    /** A shell function that looks whether the process of the pid file still is that process; it sets {@code p}. */
    private static String running(PlainProcess process) {
        return """
                running() { p=; t=; [ -r %1$s ] && read -r p t < %1$s; [ -n "$p" ] && [ "$(sed 's/^.*) //' "/proc/$p/stat" 2>/dev/null | awk '{print $20}')" = "$t" ]; }
                """.formatted(Command.quote(process.pidFile()));
    }

    static ServiceStatus read(String name, String answer) {
        Map<String, String> told = new LinkedHashMap<>();
        answer.lines().forEach(line -> {
            int at = line.indexOf('=');
            if (at > 0) {
                told.put(line.substring(0, at), line.substring(at + 1).strip());
            }
        });
        String sub = told.getOrDefault("sub", "");
        return switch (told.getOrDefault("kind", "")) {
            case "systemd" -> systemd(name, told);
            case "upstart" -> new ServiceStatus(name, sub.contains("start/") ? State.RUNNING : sub.contains("stop/") ? State.STOPPED : State.UNKNOWN,
                    enabled(told), number(told.get("pid")), since(told), sub);
            case "script", "plain" -> new ServiceStatus(name, lsb(told.getOrDefault("state", "")), enabled(told), number(told.get("pid")), since(told), sub);
            default -> new ServiceStatus(name, State.ABSENT, Enabled.UNKNOWN, 0, Optional.empty(), "");
        };
    }

    private static ServiceStatus systemd(String name, Map<String, String> told) {
        String active = told.getOrDefault("ActiveState", "");
        State state = switch (active) {
            case "active", "reloading" -> State.RUNNING;
            case "inactive", "deactivating" -> State.STOPPED;
            case "failed" -> State.FAILED;
            default -> State.UNKNOWN;
        };
        Enabled enabled = switch (told.getOrDefault("UnitFileState", "")) {
            case "enabled", "enabled-runtime", "static", "generated" -> Enabled.YES;
            case "disabled", "masked" -> Enabled.NO;
            default -> Enabled.UNKNOWN;
        };
        return new ServiceStatus(name, state, enabled, number(told.get("MainPID")), since(told), active + " (" + told.getOrDefault("SubState", "") + ")");
    }

    private static Optional<Instant> since(Map<String, String> told) {
        long seconds = number(told.get("since"));
        return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }

    private static Enabled enabled(Map<String, String> told) {
        String word = told.getOrDefault("enabled", "").toUpperCase(Locale.ROOT);
        return word.equals("YES") ? Enabled.YES : word.equals("NO") ? Enabled.NO : Enabled.UNKNOWN;
    }

    /** Exit codes of "status" by the Linux Standard Base, "Init Script Actions". */
    private static State lsb(String code) {
        return switch (code) {
            case "0" -> State.RUNNING;
            case "1", "2" -> State.FAILED;
            case "3" -> State.STOPPED;
            default -> State.UNKNOWN;
        };
    }

    private static long number(String text) {
        return text == null || !text.matches("\\d{1,18}") ? 0 : Long.parseLong(text);
    }

    /** Starts, stops or restarts; what is so already is no error. */
    static String act(InitSystem init, String name, String verb, Optional<PlainProcess> plain) {
        String n = Command.quote(name);
        // What a service inherits as its output must not be the connection, which would stay open as long as the service runs.
        String script = "if [ -x /etc/init.d/" + name + " ]; then t=$(mktemp) || exit 1; /etc/init.d/" + name + " " + verb
                + " </dev/null >\"$t\" 2>&1; r=$?; tail -c 4000 \"$t\"; rm -f \"$t\"; exit $r; fi\n" + plain.map(p -> plain(p, verb))
                .orElse("exit 5");
        return switch (init) {
            case SYSTEMD -> "if systemctl show -p LoadState " + n + " 2>/dev/null | grep -q =loaded; then systemctl " + verb + " " + n + "; exit $?; fi\n" + script;
            case UPSTART -> "if s=$(initctl status " + n + " 2>/dev/null); then\n" + upstart(n, verb) + "fi\n" + script;
            case SYSVINIT, NONE -> script;
        };
    }

    /** upstart calls it an error to start what runs, and restarts only what runs. */
    private static String upstart(String n, String verb) {
        String start = "initctl start " + n;
        String stop = "initctl stop " + n;
        return switch (verb) {
            case "start" -> "case $s in *start/*) exit 0 ;; *) " + start + "; exit $? ;; esac\n";
            case "stop" -> "case $s in *start/*) " + stop + "; exit $? ;; *) exit 0 ;; esac\n";
            default -> "case $s in *start/*) " + stop + " || exit $? ;; esac\n" + start + "; exit $?\n";
        };
    }

    private static String plain(PlainProcess p, String verb) {
        String pid = Command.quote(p.pidFile());
        String log = Command.quote(p.log());
        String inside = "echo \"$$ $(sed \"s/^.*) //\" /proc/$$/stat | awk \"{print \\$20}\")\" > " + p.pidFile() + "; exec " + (p.user().isEmpty() ? ""
                : "setpriv --reuid " + p.user() + " --regid " + p.user() + " --init-groups ") + p.command();
        String start = "start() { running && return 0; rm -f " + pid + "; setsid sh -c " + Command.quote(inside) + " >> " + log + " 2>&1 </dev/null &\n"
                + "i=0; while [ $i -lt 20 ]; do sleep 0.1; i=$((i+1)); [ $i -gt 5 ] && running && return 0; done; running || { tail -n 5 " + log + " >&2; return 1; }; }\n";
        String stop = "stop() { running || return 0; kill \"$p\"; i=0; while running && [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done; running && kill -9 \"$p\"; rm -f "
                + pid + "; return 0; }\n";
        String doing = switch (verb) {
            case "start" -> "start\n";
            case "stop" -> "stop\n";
            default -> "stop; start\n";
        };
        return running(p) + start + stop + doing;
    }

    static String enable(InitSystem init, String name, boolean yes) {
        String n = Command.quote(name);
        String verb = yes ? "enable" : "disable";
        String script = "PATH=$PATH:/usr/sbin:/sbin; if command -v update-rc.d >/dev/null 2>&1; then update-rc.d " + n + (yes ? " defaults && update-rc.d " + n + " enable"
                : " disable") + "; else chkconfig " + n + (yes ? " on" : " off") + "; fi";
        return switch (init) {
            case SYSTEMD -> "systemctl " + verb + " " + n;
            case UPSTART -> yes ? "rm -f /etc/init/" + name + ".override" : "echo manual > /etc/init/" + name + ".override";
            case SYSVINIT, NONE -> script;
        };
    }

    static String log(InitSystem init, String name, String file, int lines, Optional<PlainProcess> plain) {
        if (!file.isEmpty()) {
            return "tail -n " + lines + " -- " + Command.quote(file) + " 2>/dev/null; true\n";
        }
        String files = "for f in " + plain.map(p -> Command.quote(p.log()) + " ").orElse("") + "/var/log/" + name + ".log /var/log/" + name + "/" + name + ".log "
                + "/var/log/*/" + name + ".log /var/log/upstart/" + name + ".log; do [ -r \"$f\" ] && [ -s \"$f\" ] && { tail -n " + lines + " -- \"$f\"; break; }; done\n";
        // A service that has a file of its own tells systemd's journal no more than that it ended, and what it said before it had read where its file is.
        return files + (init == InitSystem.SYSTEMD ? "journalctl -q -u " + Command.quote(name) + " -n " + lines + " --no-pager -o cat 2>/dev/null\n" : "") + "true\n";
    }
}
