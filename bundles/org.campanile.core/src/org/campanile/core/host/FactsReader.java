package org.campanile.core.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.host.HostFacts.Disk;
import org.campanile.core.host.HostFacts.Nic;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/** Asks a host what it is, in one script that any POSIX shell runs, and reads its answer. Pure. */
final class FactsReader {

    /** Each part of the answer is headed by its name; a part that the system cannot tell stays empty. */
    static final String SCRIPT = """
            LC_ALL=C; export LC_ALL; PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
            echo @@uname; uname -m; uname -r; uname -n
            echo @@id; id -u; id -un
            echo @@os; cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release 2>/dev/null
            echo; echo @@lsb; cat /etc/lsb-release 2>/dev/null
            echo; echo @@redhat; cat /etc/redhat-release 2>/dev/null
            echo; echo @@init
            if [ -d /run/systemd/system ]; then echo systemd
            elif initctl version 2>/dev/null | grep -q upstart; then echo upstart
            elif [ "$(cat /proc/1/comm 2>/dev/null)" = init ]; then echo init; fi
            echo @@managers; for m in apt-get dnf yum; do command -v $m; done
            echo @@cpus; getconf _NPROCESSORS_ONLN 2>/dev/null || grep -c ^processor /proc/cpuinfo
            echo @@virtualization; grep -cE '\\b(vmx|svm)\\b' /proc/cpuinfo
            echo @@memory; grep -E '^(MemTotal|MemFree|MemAvailable):' /proc/meminfo
            echo @@disks; timeout 6 df -PkT 2>/dev/null || df -PklT 2>/dev/null
            df -PkT / 2>/dev/null | awk 'END { $7 = "/"; print }'
            echo @@links; ip -o link 2>/dev/null; echo @@addresses; ip -o addr 2>/dev/null
            echo @@runlevel; runlevel 2>/dev/null
            echo @@sudo
            if [ "$(id -u)" = 0 ]; then echo root
            elif ! command -v sudo >/dev/null 2>&1; then echo absent
            elif sudo -n true >/dev/null 2>&1 </dev/null; then echo free
            else echo asks; fi
            """;

    private static final Pattern SETTING = Pattern.compile("([A-Z_]+)=(?:\"(.*)\"|'(.*)'|(.*))");
    private static final Pattern REDHAT = Pattern.compile("(\\S+).*?release (\\d+(?:\\.\\d+)*)(?:.*\\((\\w+)\\))?.*");

    private final Map<String, List<String>> parts = new LinkedHashMap<>();

    private FactsReader(String answer) {
        List<String> at = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            if (line.startsWith("@@")) {
                at = new ArrayList<>();
                parts.put(line.substring(2), at);
            } else if (!line.isBlank()) {
                at.add(line.strip());
            }
        }
    }

    /** Reads the answer; a bad answer when it has not even a user in it. */
    static HostFacts read(String answer, String where) throws FailureException {
        FactsReader reader = new FactsReader(answer);
        if (reader.part("id").size() < 2 || reader.part("uname").size() < 3 || reader.part("sudo").isEmpty()) {
            String came = answer.length() > 300 ? answer.substring(0, 300) + "..." : answer;
            throw new FailureException(new Failure(Kind.BAD_ANSWER, "asking a host what it is", where, came, "The host has no POSIX shell with the usual tools.",
                    "Look whether its login shell and /bin/sh work."));
        }
        return reader.facts();
    }

    private List<String> part(String name) {
        return parts.getOrDefault(name, List.of());
    }

    private String line(String part, int index) {
        List<String> lines = part(part);
        return lines.size() > index ? lines.get(index) : "";
    }

    private HostFacts facts() {
        Map<String, String> os = settings("os");
        Map<String, String> lsb = settings("lsb");
        Matcher redhat = REDHAT.matcher(line("redhat", 0));
        boolean isRedhat = redhat.matches();
        String id = first(os.get("ID"), lsb.get("DISTRIB_ID"), isRedhat ? redhat.group(1) : "").toLowerCase(Locale.ROOT).replaceFirst("^red$", "rhel");
        String version = first(os.get("VERSION_ID"), lsb.get("DISTRIB_RELEASE"), isRedhat ? redhat.group(2) : "");
        String codename = first(os.get("VERSION_CODENAME"), lsb.get("DISTRIB_CODENAME"), isRedhat ? redhat.group(3) : "");
        String name = first(os.get("PRETTY_NAME"), lsb.get("DISTRIB_DESCRIPTION"), line("redhat", 0), line("uname", 1));
        return new HostFacts(line("uname", 2), id, version, codename, name, line("uname", 0), line("uname", 1), init(), manager(),
                (int) number(line("cpus", 0)), number(line("virtualization", 0)) > 0, memory("MemTotal"),
                Math.max(memory("MemAvailable"), memory("MemFree")), disks(), nics(), runLevel(), line("id", 1), (int) number(line("id", 0)), sudo());
    }

    private Map<String, String> settings(String part) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : part(part)) {
            Matcher m = SETTING.matcher(line);
            if (m.matches()) {
                found.put(m.group(1), first(m.group(2), m.group(3), m.group(4)));
            }
        }
        return found;
    }

    private InitSystem init() {
        return switch (line("init", 0)) {
            case "systemd" -> InitSystem.SYSTEMD;
            case "upstart" -> InitSystem.UPSTART;
            case "init" -> InitSystem.SYSVINIT;
            default -> InitSystem.NONE;
        };
    }

    private PackageManager manager() {
        String found = String.join(" ", part("managers"));
        return found.contains("apt-get") ? PackageManager.APT : found.contains("dnf") ? PackageManager.DNF
                : found.contains("yum") ? PackageManager.YUM : PackageManager.NONE;
    }

    private long memory(String name) {
        return part("memory").stream().filter(l -> l.startsWith(name + ":")).mapToLong(l -> number(l.replaceAll("\\D+", "")) << 10).findFirst().orElse(0);
    }

    private List<Disk> disks() {
        Map<String, Disk> found = new LinkedHashMap<>();
        for (String line : part("disks")) {
            String[] columns = line.split("\\s+", 7);
            if (columns.length == 7 && columns[6].startsWith("/") && !columns[1].matches("devtmpfs|proc|sysfs|squashfs|cgroup.*")) {
                found.putIfAbsent(columns[6], new Disk(columns[6], columns[0], columns[1], number(columns[2]) << 10, number(columns[4]) << 10));
            }
        }
        return List.copyOf(found.values());
    }

    private List<Nic> nics() {
        Map<String, List<String>> addresses = new LinkedHashMap<>();
        for (String line : part("addresses")) {
            String[] words = line.split("\\s+");
            if (words.length > 3 && words[2].startsWith("inet")) {
                addresses.computeIfAbsent(words[1], n -> new ArrayList<>()).add(words[3]);
            }
        }
        List<Nic> found = new ArrayList<>();
        for (String line : part("links")) {
            String[] words = line.split("\\s+");
            if (words.length > 2) {
                String name = words[1].replaceFirst("[@:].*$", "");
                if (!name.equals("lo")) {
                    found.add(new Nic(name, words[2].matches(".*[<,]UP[,>].*"), addresses.getOrDefault(name, List.of())));
                }
            }
        }
        return found;
    }

    private String runLevel() {
        String[] words = line("runlevel", 0).split("\\s+");
        return words.length == 2 ? words[1] : "";
    }

    private Sudo sudo() {
        return switch (line("sudo", 0)) {
            case "root" -> Sudo.ROOT;
            case "free" -> Sudo.FREE;
            case "absent" -> Sudo.ABSENT;
            default -> Sudo.ASKS;
        };
    }

    private static String first(String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
