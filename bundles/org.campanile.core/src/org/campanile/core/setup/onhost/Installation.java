package org.campanile.core.setup.onhost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.campanile.core.host.Host;
import org.campanile.core.host.PackageManager;
import org.campanile.core.host.Traces;
import org.campanile.core.recipe.Ground;
import org.campanile.core.step.Entry;
import org.campanile.core.step.Made;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Packages that a step installs, so that the host can be brought back to what it was: written down are the packages that come along, and what their
 * scripts make and no package owns. What others need by then, or somebody changed or asked for, stays, and that is said. Stateless; blocks,
 * so worker threads only.
 */
public final class Installation {

    /** Packages that were asked for, by name; the detail are those that came with them. */
    public static final String PACKAGES = "packages";
    /** The same of one package, as steps wrote it before. */
    private static final String PACKAGE = "package";
    private static final String BEFORE = "traces before packages";
    private static final String TRACES = "traces of packages";
    private static final String UPGRADED = "upgraded packages";

    /** Somebody else's package manager is waited for. */
    private static final String WAIT = "-o DPkg::Lock::Timeout=600 ";
    private static final String FACT = "brought by packages/";

    private Installation() {
    }

    /**
     * Installs packages, which nobody else of this program does at the same time on that host.
     *
     * @param doing for those who wait
     */
    public static void install(Host host, List<String> packages, String doing, StepLog log, Task task) throws FailureException {
        host.packages().inTurn(doing, () -> {
            complete(host, log, task);
            Traces traces = new Traces(host);
            Map<String, String> before = traces.ofNobody(task);
            Set<String> there = new LinkedHashSet<>(before.keySet());
            // a run that was cut off in the middle has written down what was there before it began
            log.earlier().stream().filter(m -> m.kind().equals(BEFORE)).findFirst().ifPresent(m -> there.retainAll(List.of(m.detail().split("\n"))));
            log.intend(new Made(PACKAGES, String.join(" ", packages), String.join(" ", host.packages().comingWith(packages, task))));
            List<String> upgraded = host.packages().upgradedBy(packages, task);
            if (!upgraded.isEmpty()) {
                log.intend(new Made(UPGRADED, host.name(), String.join("\n", upgraded)));
            }
            log.intend(new Made(BEFORE, host.name(), String.join("\n", there)));
            host.packages().install(packages, task);
            Map<String, String> made = traces.ofNobody(task);
            made.keySet().removeAll(there);
            List<String> lines = new ArrayList<>();
            made.forEach((path, sum) -> lines.add(sum + " " + path));
            log.made(new Made(TRACES, host.name(), String.join("\n", lines)));
        }, task);
    }

    /** Completes what a connection that was cut, or a host that stopped, has left unpacked and not configured. */
    private static void complete(Host host, StepLog log, Task task) throws FailureException {
        if (host.facts().packages() == PackageManager.APT
                && !host.succeeded("looking for half installed packages", host.lookAsRoot("dpkg --audit", task)).out().isBlank()) {
            log.line("An earlier installation was cut off; it is completed first.");
            host.packages().repair(task);
        }
    }

    /** The same as lines of a script, which may be run again. @param redhat what they are called for dnf and yum */
    public static List<String> script(List<String> debian, List<String> redhat) {
        String names = String.join(" ", redhat);
        return List.of("if command -v apt-get >/dev/null; then", "  sudo apt-get -q " + WAIT + "update",
                "  sudo DEBIAN_FRONTEND=noninteractive apt-get -y -q " + WAIT + "install " + String.join(" ", debian), "elif command -v dnf >/dev/null; then",
                "  sudo dnf -y install " + names, "else", "  sudo yum -y install " + names, "fi");
    }

    /** What {@link #undo} takes away, a sentence each. */
    public static List<String> undoing(List<Made> made, String host) {
        return made.stream().filter(Installation::isPackages).map(m -> "Removes " + m.id().replace(" ", ", ") + " from " + host + " with their configuration"
                + (m.detail().isEmpty() ? "." : " and the " + m.detail().split(" ").length + " packages that came with them.")).toList();
    }

    /** Whether something that was made is written down here. */
    static boolean isPart(Made m) {
        return isPackages(m) || List.of(BEFORE, TRACES, UPGRADED).contains(m.kind());
    }

    private static boolean isPackages(Made m) {
        return m.kind().equals(PACKAGES) || m.kind().equals(PACKAGE);
    }

    /**
     * Takes it back. What another step's packages have needed goes when those are gone too, since all that a run has brought to a host is looked at again with
     * each step that is taken back.
     *
     * @param written configuration files by the packages that take them along; one that somebody else has written stays
     */
    public static void undo(Ground ground, Host host, List<Made> made, Map<String, String> written, Task task) throws FailureException {
        if (made.stream().noneMatch(Installation::isPackages)) {
            return;
        }
        Set<String> own = new LinkedHashSet<>();
        Brought brought = brought(ground, host.name());
        Map<String, String> traces = new LinkedHashMap<>();
        for (Made m : made) {
            if (isPackages(m)) {
                own.addAll(words(m.id(), " "));
                brought.packages.addAll(words(m.detail(), " "));
            } else if (m.kind().equals(TRACES)) {
                words(m.detail(), "\n").forEach(line -> traces.put(line.substring(line.indexOf(' ') + 1), line.substring(0, line.indexOf(' '))));
            }
        }
        made.stream().filter(m -> m.kind().equals(UPGRADED)).flatMap(m -> words(m.detail(), "\n").stream()).forEach(u -> task.line("Upgraded along the way and stays on "
                + host.name() + ", since an older version lacks what was mended since: " + u + "."));
        host.packages().inTurn("removing packages", () -> {
            Map<String, String> now = written.isEmpty() ? Map.of() : new Traces(host).ofNobody(task);
            List<String> kept = written.entrySet().stream().filter(w -> now.containsKey(w.getValue()) && !now.get(w.getValue()).equals(traces.get(w.getValue())))
                    .map(Map.Entry::getKey).toList();
            kept.forEach(k -> task.line(written.get(k) + " stays on " + host.name() + ": somebody has written it."));
            List<String> there = own.isEmpty() ? List.of() : List.copyOf(host.packages().installed(List.copyOf(own), task).keySet());
            host.packages().purgeWith(there, List.copyOf(brought.packages), kept, task);
            brought.traces.putAll(traces);
            brought.traces.keySet().removeIf(brought::isOfOthers);
            new Traces(host).remove(brought.traces, task);
        }, task);
    }

    /**
     * Reads what belongs to the undo of a whole run: what an undo that was cut off has taken back before counts for the rest of it, and what other steps have
     * made on the host while packages were being installed is theirs, a backup of what the user had too.
     *
     * @param entries of the run's journal
     */
    public static void remember(Ground ground, List<Entry> entries, Function<String, String> hostOfStep) {
        Map<String, List<Made>> made = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.thing().isPresent()) {
                made.computeIfAbsent(entry.step(), s -> new ArrayList<>()).add(entry.thing().get());
                if (!isPart(entry.thing().get())) {
                    brought(ground, hostOfStep.apply(entry.step())).made(entry.thing().get());
                }
            } else if (entry.kind() == Entry.Kind.UNDONE) {
                made.getOrDefault(entry.step(), List.of()).stream().filter(Installation::isPackages)
                        .forEach(m -> brought(ground, hostOfStep.apply(entry.step())).packages.addAll(words(m.detail(), " ")));
            }
        }
    }

    private static Brought brought(Ground ground, String host) {
        return ground.facts().shared(FACT + host, Brought.class, Brought::new);
    }

    private static List<String> words(String text, String between) {
        return text.isEmpty() ? List.of() : List.of(text.split(between));
    }

    /** What came to one host with packages that are taken back by now. */
    private static final class Brought {
        private final Set<String> packages = ConcurrentHashMap.newKeySet();
        private final Map<String, String> traces = new ConcurrentHashMap<>();
        private final Set<String> ofOthers = ConcurrentHashMap.newKeySet();

        void made(Made thing) {
            ofOthers.add(thing.id());
            // the path of a backup is a line of the detail
            thing.detail().lines().filter(l -> l.startsWith("/")).forEach(ofOthers::add);
        }

        boolean isOfOthers(String trace) {
            return ofOthers.contains(trace.startsWith("/") ? trace.replaceFirst("/$", "") : trace.substring(trace.indexOf(':') + 1));
        }
    }
}
