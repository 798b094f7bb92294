package org.campanile.core.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Packages of a host by its own package manager: apt-get with dpkg, or dnf or yum with rpm. Stateless; blocks, so worker threads only. */
public final class Packages {

    private static final Duration LONG = Duration.ofMinutes(30);
    /** dnf and yum may fetch their lists before they answer. */
    private static final Duration ASKING = Duration.ofMinutes(5);
    private static final Duration LOCKED = Duration.ofMinutes(10);
    private static final int TURN_SECONDS = 3;
    private static final int MOST_ROUNDS = 5;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_:~-]*");
    private static final Pattern HOLDER = Pattern.compile("(?:held by process|locked by another process with pid) (\\d+)(?: \\(([^)]*)\\))?"
            + "|another app is currently holding the yum lock",
            Pattern.CASE_INSENSITIVE);
    private static final String NEEDED_ALONE = "-o APT::AutoRemove::RecommendsImportant=false -o APT::AutoRemove::SuggestsImportant=false ";
    /**
     * A package manager that loses whom it writes to ends in the middle and leaves packages half installed. So somebody reads on here when the connection is
     * cut or the task cancelled, and it comes to its end; who looks again waits for its lock.
     */
    private static final String TO_ITS_END = """
            trap '' HUP; exec 4>&1
            code=$({ { { %s; } 2>&1 < /dev/null; echo $? >&3; } 4>&- | { trap '' PIPE; while IFS= read -r line || [ -n "$line" ]; do printf '%%s\\n' "$line" 2>/dev/null >&4; done; }; } 3>&1)
            exit "$code"
            """;
    private static final String APT = "DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y -q -o Dpkg::Options::=--force-confold -o Dpkg::Options::=--force-confdef ";

    private final Host host;
    private final ReentrantLock turn;

    /** @param turn of the host: whoever changes its packages holds it */
    Packages(Host host, ReentrantLock turn) {
        this.host = host;
        this.turn = turn;
    }

    /** The versions of those packages that are installed; the others are not in the answer. */
    public Map<String, String> installed(List<String> names, Task task) throws FailureException {
        names(names);
        if (names.isEmpty()) {
            // Without a name both tools tell of all packages.
            return Map.of();
        }
        Map<String, String> found = new LinkedHashMap<>();
        boolean apt = manager() == PackageManager.APT;
        String all = String.join(" ", names);
        // Both end with an error when one of several is unknown; what they print of the others still counts.
        String script = apt ? "dpkg-query -W -f '${Status}\\t${Package}\\t${Version}\\n' " + all + " 2>/dev/null"
                : "rpm -q --qf 'install ok installed\\t%{NAME}\\t%{VERSION}-%{RELEASE}\\n' " + all + " 2>/dev/null";
        CommandResult result = host.look(script + "; true", task);
        for (String line : host.succeeded("asking which packages are installed", result).out().lines().toList()) {
            String[] columns = line.split("\t");
            if (columns.length == 3 && columns[0].startsWith("install ok installed")) {
                found.put(columns[1], columns[2]);
            }
        }
        return found;
    }

    /** The version that would be installed; empty when no repository has the package, or when the lists were never fetched. */
    public Optional<String> candidate(String name, Task task) throws FailureException {
        names(List.of(name));
        if (manager() == PackageManager.APT) {
            CommandResult result = host.look("LC_ALL=C apt-cache policy " + name, task);
            return host.succeeded("asking for package " + name, result).out().lines().map(String::strip).filter(l -> l.startsWith("Candidate:"))
                    .map(l -> l.substring("Candidate:".length()).strip()).filter(v -> !v.equals("(none)")).findFirst();
        }
        CommandResult result = host.lookAsRoot(yum() + " -q info " + name + " 2>/dev/null; true", task);
        return host.succeeded("asking for package " + name, result).out().lines().filter(l -> l.matches("Version\\s*:.*"))
                .map(l -> l.substring(l.indexOf(':') + 1).strip()).reduce((first, second) -> second);
    }

    /** Fetches the lists of the repositories; with live output. */
    public void refresh(Task task) throws FailureException {
        change("fetching the lists of packages", manager() == PackageManager.APT ? "LC_ALL=C apt-get -q update" : yum() + " -q makecache", task);
    }

    /**
     * Installs packages with live output; services that they bring may be started by it, as the system has it. Configuration files that were edited
     * stay as they are. Waits, and says so, while somebody else's package manager works.
     */
    public void install(List<String> names, Task task) throws FailureException {
        names(names);
        change("installing " + String.join(", ", names), installCommand(names), task);
    }

    /**
     * Removes packages with their configuration, but nothing else: conflict when others need one of them by now. With dnf and yum their configuration
     * stays where it was edited.
     */
    public void purge(List<String> names, Task task) throws FailureException {
        purge(names, List.of(), task);
    }

    private void purge(List<String> names, List<String> alongWith, Task task) throws FailureException {
        purge(names, "purge", alongWith, task);
    }

    private void purge(List<String> names, String how, List<String> alongWith, Task task) throws FailureException {
        names(names);
        String all = String.join(" ", names);
        if (manager() != PackageManager.APT) {
            CommandResult needed = host.look("LC_ALL=C rpm -e --test " + all + " 2>&1", task);
            if (needed.out().contains("is needed by (installed)")) {
                throw needed(names, needed.out().lines().filter(l -> l.contains(" is needed by ")).map(String::strip).collect(Collectors.joining(", ")));
            }
            change("removing " + String.join(", ", names), yum() + " -y remove " + all, task);
            return;
        }
        String script = "LC_ALL=C apt-get -s purge " + all + " | awk '/^(Remv|Purg) / {print $2}'";
        List<String> others = host.succeeded("asking what would be removed", host.look(script, task)).out().lines().filter(n -> !names.contains(n) && !alongWith.contains(n)).distinct()
                .toList();
        if (!others.isEmpty()) {
            throw needed(names, String.join(", ", others));
        }
        change("removing " + String.join(", ", names), APT + how + " " + all, task);
    }

    private FailureException needed(List<String> names, String by) {
        return new FailureException(new Failure(Kind.CONFLICT, "removing " + String.join(", ", names), host.where(), by, "Other packages need some of these by now.",
                "Remove those first, if they are not needed."));
    }

    /**
     * Removes packages with their configuration, and of those that came with them all that nobody needs any more; what others have come to need stays.
     * That somebody merely suggests or recommends one keeps none: before they came it was not there either.
     *
     * @param names as for {@link #purge}
     * @param came what {@link #comingWith} told before they were installed
     * @param kept those of {@code came} whose configuration stays, since somebody else than the package may have written it
     */
    public void purgeWith(List<String> names, List<String> came, List<String> kept, Task task) throws FailureException {
        if (!names.isEmpty()) {
            purge(names, came, task);
        }
        if (came.isEmpty()) {
            return;
        }
        if (manager() != PackageManager.APT) {
            removeUnneeded(came, task);
            return;
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<String> unneeded = host.succeeded("asking what nobody needs", host.look("LC_ALL=C apt-get -s " + NEEDED_ALONE + "autoremove | awk '/^Remv / {print $2}'", task)).out().lines()
                    .filter(came::contains).distinct().toList();
            if (unneeded.isEmpty()) {
                break;
            }
            List<String> whole = unneeded.stream().filter(n -> !kept.contains(n)).toList();
            List<String> others = unneeded.stream().filter(kept::contains).toList();
            try {
                // the ones that only go are gone before, or they would be purged along with what they need
                if (!others.isEmpty()) {
                    purge(others, "remove", unneeded, task);
                }
                if (!whole.isEmpty()) {
                    purge(whole, task);
                }
            } catch (FailureException e) {
                if (e.failure().kind() != Kind.CONFLICT) {
                    throw e;
                }
                task.line("Packages that came with them stay, since others that nobody asked for need them: " + e.failure().cameBack());
                return;
            }
        }
        purgeLeft(came, kept, task);
    }

    /** dnf takes what came with a package along with it, yum does not. */
    private void removeUnneeded(List<String> came, Task task) throws FailureException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<String> left = List.copyOf(installed(came, task).keySet());
            List<String> alone = left.isEmpty() ? left : host.succeeded("asking what nobody needs", host.look("for p in " + String.join(" ", left)
                    + "; do rpm -e --test \"$p\" >/dev/null 2>&1 && echo \"$p\"; done; true", task)).out().lines().toList();
            if (alone.isEmpty()) {
                return;
            }
            change("removing " + String.join(", ", alone), yum() + " -y remove " + String.join(" ", alone), task);
        }
    }

    /** What autoremove keeps though nothing needs it; somebody who has asked for a package since then keeps it. */
    private void purgeLeft(List<String> came, List<String> kept, Task task) throws FailureException {
        List<String> left = new ArrayList<>(installed(came, task).keySet());
        if (left.isEmpty()) {
            return;
        }
        List<String> asked = host.succeeded("asking which packages were asked for", host.look("LC_ALL=C apt-mark showmanual " + String.join(" ", left), task)).out().lines().toList();
        left.removeAll(asked);
        String all = host.succeeded("asking what packages need", host.look("dpkg-query -W -f '" + NeededByNobody.FORMAT + "'", task)).out();
        NeededByNobody needed = NeededByNobody.of(all, left);
        List<String> whole = needed.gone().stream().filter(n -> !kept.contains(n)).toList();
        List<String> others = needed.gone().stream().filter(kept::contains).toList();
        if (!others.isEmpty()) {
            purge(others, "remove", needed.gone(), task);
        }
        if (!whole.isEmpty()) {
            purge(whole, task);
        }
        asked.forEach(a -> task.line("Package " + a + " stays on " + host.name() + ": somebody has asked for it since it came."));
        if (!needed.stays().isEmpty()) {
            task.line("Stays on " + host.name() + ", since other packages need it by now: " + needed.stays().entrySet().stream().map(e -> e.getKey() + " (for " + e.getValue() + ")")
                    .collect(Collectors.joining(", ")) + ".");
        }
    }

    /** The packages that an installation of these would bring besides them. */
    public List<String> comingWith(List<String> names, Task task) throws FailureException {
        names(names);
        if (manager() != PackageManager.APT) {
            return transaction(names, task).along();
        }
        String script = "LC_ALL=C apt-get -s install " + String.join(" ", names) + " 2>/dev/null | awk '/^Inst / && $3 !~ /^\\[/ {print $2}'; true";
        return host.succeeded("asking what would be installed", host.look(script, task)).out().lines().filter(n -> !names.contains(n)).distinct().toList();
    }

    /** What an installation of these would bring to another version, as in {@code "perl-base 5.36.0-7 -> 5.36.0-8"}. */
    public List<String> upgradedBy(List<String> names, Task task) throws FailureException {
        names(names);
        if (manager() != PackageManager.APT) {
            return transaction(names, task).upgraded();
        }
        String script = "LC_ALL=C apt-get -s install " + String.join(" ", names) + " 2>/dev/null | sed -n 's/^Inst \\([^ ]*\\) \\[\\([^]]*\\)\\] (\\([^ ]*\\).*/\\1 \\2 -> \\3/p'; true";
        return host.succeeded("asking what would be upgraded", host.look(script, task)).out().lines().toList();
    }

    /** Its answer "no" is an error to dnf and yum; so is a package that is not there, which the installation itself will tell. */
    private RpmTransaction transaction(List<String> names, Task task) throws FailureException {
        Command asking = Command.of(yum() + " --assumeno install " + String.join(" ", names) + " 2>/dev/null; true").within(ASKING);
        return RpmTransaction.read(host.succeeded("asking what would be installed", host.sudoQuietly(asking, task)).out());
    }

    /** Completes an installation that was cut off in the middle. */
    public void repair(Task task) throws FailureException {
        change("completing an installation", "DEBIAN_FRONTEND=noninteractive LC_ALL=C dpkg --force-confold --configure -a && " + APT + "-f install", task);
    }

    /** The command that {@link #install} runs as root; for plans. */
    public String installCommand(List<String> names) throws FailureException {
        String all = String.join(" ", names);
        return manager() == PackageManager.APT ? APT + "install " + all : yum() + " -y install " + all;
    }

    /** yum or dnf, in the language whose words are read here. */
    private String yum() throws FailureException {
        return "LC_ALL=C " + manager().label();
    }

    private PackageManager manager() throws FailureException {
        PackageManager manager = host.facts().packages();
        if (manager == PackageManager.NONE) {
            throw new FailureException(new Failure(Kind.NOT_FOUND, "asking for packages", host.where(), host.facts().osName(),
                    "The host has neither apt-get nor dnf nor yum.", "Install what is needed by hand."));
        }
        return manager;
    }

    private void names(List<String> names) throws FailureException {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new FailureException(new Failure(Kind.BAD_INPUT, "asking for packages", name, "", "This is no name of a package.",
                        "Use letters, digits and . + - _ only."));
            }
        }
    }

    /** Something that looks at packages and then changes them. */
    public interface Work {
        /** Does it. */
        void run() throws FailureException;
    }

    /** Lets nobody else of this program change packages of the host between a look and what follows from it. */
    public void inTurn(String doing, Work work, Task task) throws FailureException {
        boolean waited = false;
        try {
            while (!turn.tryLock(1, TimeUnit.SECONDS)) {
                waited = true;
                task.progress("Waiting for another installation on " + host.name(), 0, -1);
                task.checkCancelled(doing);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
        try {
            if (waited) {
                task.progress(Character.toUpperCase(doing.charAt(0)) + doing.substring(1), 0, -1);
            }
            work.run();
        } finally {
            turn.unlock();
        }
    }

    private void change(String doing, String command, Task task) throws FailureException {
        inTurn(doing, () -> alone(doing, command, task), task);
    }

    private void alone(String doing, String command, Task task) throws FailureException {
        long end = System.nanoTime() + LOCKED.toNanos();
        while (true) {
            CommandResult result = host.sudo(Command.of(TO_ITS_END.formatted(command)).within(LONG), task);
            if (result.ok()) {
                return;
            }
            Matcher holder = HOLDER.matcher(result.err() + result.out());
            if (!locked(result)) {
                throw told(doing, result);
            }
            String who = holder.find() && holder.group(1) != null ? "process " + holder.group(1) + (holder.group(2) == null ? "" : " (" + holder.group(2) + ")")
                    : "another package manager";
            if (System.nanoTime() > end) {
                throw new FailureException(new Failure(Kind.TIMED_OUT, doing, host.where(), who, "Another package manager has held the lock for more than "
                        + LOCKED.toSeconds() + " s.", "Wait until it has ended, or look what it waits for, then try again."));
            }
            task.line("Waiting for " + who + ", which holds the lock of the package manager on " + host.name() + ".");
            task.progress("Waiting for " + who + " on " + host.name(), 0, -1);
            task.pause(Duration.ofSeconds(TURN_SECONDS), doing);
        }
    }

    private static boolean locked(CommandResult result) {
        String said = result.err() + result.out();
        return said.contains("Could not get lock") || said.contains("Unable to acquire the dpkg frontend lock") || said.contains("Unable to lock")
                || said.contains("was locked by another process")
                || said.contains("holding the yum lock") || said.contains("Failed to obtain the transaction lock");
    }

    private FailureException told(String doing, CommandResult result) throws FailureException {
        String said = result.err() + result.out();
        Matcher unknown = Pattern.compile("E: Unable to locate package (\\S+)|No package (\\S+) available|Unable to find a match: (\\S+)").matcher(said);
        if (unknown.find()) {
            List<String> groups = new ArrayList<>();
            for (int i = 1; i <= unknown.groupCount(); i++) {
                if (unknown.group(i) != null) {
                    groups.add(unknown.group(i));
                }
            }
            return new FailureException(new Failure(Kind.NOT_FOUND, doing, host.where(), unknown.group(), "No repository of the host has package "
                    + groups.getFirst() + ".", "Fetch the lists of packages; if it is still not there, add a repository that has it."));
        }
        if (said.contains("dpkg was interrupted")) {
            return new FailureException(new Failure(Kind.CONFLICT, doing, host.where(), "dpkg was interrupted",
                    "An earlier installation was cut off in the middle.", "Run dpkg --configure -a on the host, then try again."));
        }
        if (said.contains("Could not resolve") || said.contains("Temporary failure resolving")) {
            return new FailureException(new Failure(Kind.UNREACHABLE, doing, host.where(), tail(said), "The host does not reach its package repositories.",
                    "Check name resolution and the way to the Internet, or a proxy, on the host."));
        }
        host.succeeded(doing, result);
        throw new IllegalStateException("a result that is no success was taken for one");
    }

    private static String tail(String said) {
        String all = said.strip();
        return all.length() <= 300 ? all : "..." + all.substring(all.length() - 300);
    }
}
