package org.campanile.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.campanile.core.diagnosis.Knowledge;
import org.campanile.core.diagnosis.Place;
import org.campanile.core.diagnosis.Symptom;
import org.campanile.core.lab.LabSession;
import org.campanile.core.logs.LocalFeed;
import org.campanile.core.logs.LogFeed;
import org.campanile.core.logs.LogFollower;
import org.campanile.core.logs.LogLine;
import org.campanile.core.logs.LogQuery;
import org.campanile.core.logs.LogSearch;
import org.campanile.core.logs.LogSeverity;
import org.campanile.core.logs.LogSource;
import org.campanile.core.logs.LogStatus;
import org.campanile.core.logs.LogStore;
import org.campanile.core.logs.LogView;
import org.campanile.core.logs.RemoteFeed;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile logs}: logs of several hosts, merged by time. */
@Command(name = "logs", description = { "Show logs of hosts of a lab and of this machine, merged by time; tracebacks stay with their line.",
        "Example: campanile logs devbox:/var/log/murano-api.log devbox:/var/log/murano-conductor.log lab:journal:heat-engine --severity warning" })
final class LogCommands extends CliCommand {

    private static final int MOST = 1 << 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Parameters(arity = "1..*", paramLabel = "HOST:FILE", description = "A file, HOST:journal:UNIT, or local:FILE.")
    List<String> names;

    @Mixin
    LabOptions lab;

    @Option(names = "--follow", description = "Go on with what is added, through rotations and lost connections, until Ctrl+C.")
    boolean follow;

    @Option(names = "--grep", defaultValue = "", paramLabel = "TEXT", description = "Only entries that hold this text; /.../ is a regular expression.")
    String grep;

    @Option(names = "--severity", defaultValue = "", paramLabel = "LEAST", description = "debug, info, warning, error or critical: only entries from this on.")
    String severity;

    @Option(names = "--hide-harmless", description = "Leave out what looks bad and is not.")
    boolean hideHarmless;

    @Option(names = "--explain", description = "Add what is known of a line.")
    boolean explain;

    @Option(names = "--sudo", description = "Read the files of hosts under sudo.")
    boolean sudo;

    @Option(names = "--last", defaultValue = "1024", paramLabel = "KIB", description = "How much of the end of each file is read at first (default: ${DEFAULT-VALUE} KiB).")
    int last;

    private Knowledge knowledge;

    @Override
    int run() throws FailureException {
        LogSeverity least = severity.isEmpty() ? LogSeverity.UNKNOWN
                : LogSeverity.of(severity).orElseThrow(() -> usage("--severity takes debug, info, warning, error or critical, not " + severity + "."));
        LogQuery query = LogQuery.ALL.typed(grep).from(least).hidingHarmless(hideHarmless);
        if (last < 0 || last > MOST) {
            throw usage("--last takes 0 to " + MOST + " KiB, not " + last + ".");
        }
        knowledge = Knowledge.with(cli.home().root().resolve(Knowledge.FILE));
        Map<String, List<LogSource>> hosts = new LinkedHashMap<>();
        for (String name : names) {
            LogSource source = LogSource.parse(name);
            hosts.computeIfAbsent(source.host(), h -> new ArrayList<>()).add(source);
        }
        Map<List<LogSource>, LogFeed> feeds = feeds(hosts);
        LogStore store = new LogStore();
        return follow ? follow(store, feeds, query) : once(store, feeds, query);
    }

    private Map<List<LogSource>, LogFeed> feeds(Map<String, List<LogSource>> hosts) throws FailureException {
        Map<List<LogSource>, LogFeed> feeds = new LinkedHashMap<>();
        LabSession session = hosts.keySet().stream().allMatch(LogSource.LOCAL::equals) ? null : cli.own(lab.open(this, false));
        for (Map.Entry<String, List<LogSource>> host : hosts.entrySet()) {
            if (host.getKey().equals(LogSource.LOCAL)) {
                feeds.put(host.getValue(), new LocalFeed(host.getValue(), last * 1024L, MOST));
            } else {
                HostProfile profile = session.hostProfile(host.getKey());
                feeds.put(host.getValue(), new RemoteFeed(task -> session.host(profile.name(), task), profile, host.getValue(), sudo, last * 1024L, MOST));
            }
        }
        return feeds;
    }

    private int once(LogStore store, Map<List<LogSource>, LogFeed> feeds, LogQuery query) throws FailureException {
        LogFollower follower = new LogFollower(store, PAUSE, states -> {
        });
        for (Map.Entry<List<LogSource>, LogFeed> feed : feeds.entrySet()) {
            follower.once(feed.getKey(), feed.getValue(), cli.task());
        }
        cli.progress().clear();
        LogView view = new LogSearch(store).run(query, cli.task());
        if (format == Format.table) {
            for (int i = 0; i < view.size(); i++) {
                print(view, i);
            }
        } else {
            Rows rows = Rows.of("time", "host", "log", "severity", "text", "known");
            for (int i = 0; i < view.size(); i++) {
                LogLine line = view.entry(i).orElseThrow();
                rows.add(line.time().map(Instant::toString).orElse(null), line.source().host(), line.source().name(), line.severity().label(), view.text(i),
                        known(line).stream().map(Symptom::id).toList());
            }
            output().rows(rows);
        }
        List<LogStatus> bad = follower.states().stream().filter(s -> s.state() != LogStatus.State.FOLLOWING).toList();
        bad.forEach(s -> cli.tell(s.source().label() + ": " + s.state().label() + "."));
        return bad.isEmpty() ? GOOD : BAD;
    }

    private int follow(LogStore store, Map<List<LogSource>, LogFeed> feeds, LogQuery query) throws FailureException {
        if (format != Format.table) {
            throw usage("--follow prints lines as they come; leave --format out.");
        }
        Semaphore news = new Semaphore(0);
        Map<LogSource, LogStatus.State> told = new HashMap<>();
        CountDownLatch cancelled = new CountDownLatch(1);
        cli.task().onCancel(() -> {
            cancelled.countDown();
            news.release();
        });
        try (LogFollower follower = new LogFollower(store, PAUSE, states -> news.release())) {
            feeds.forEach(follower::follow);
            LogSearch search = new LogSearch(store);
            java.util.Set<Integer> printed = new java.util.HashSet<>();
            // Whoever read our output may have gone, as head does.
            while (cancelled.getCount() > 0 && !cli.out().checkError()) {
                news.tryAcquire(1, TimeUnit.SECONDS);
                tell(follower.states(), told);
                LogView view = search.run(query, cli.task());
                for (int i = 0; i < view.size(); i++) {
                    if (view.entry(i).filter(l -> printed.add(l.id())).isPresent()) {
                        print(view, i);
                    }
                }
                if (follower.states().stream().allMatch(s -> s.state() == LogStatus.State.ENDED)) {
                    return BAD;
                }
            }
            return GOOD;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("following logs");
        }
    }

    private void tell(List<LogStatus> states, Map<LogSource, LogStatus.State> told) {
        for (LogStatus s : states) {
            if (s.state() != told.put(s.source(), s.state()) && s.state() != LogStatus.State.FOLLOWING && s.state() != LogStatus.State.CONNECTING) {
                cli.tell(s.source().label() + ": " + s.state().label() + s.failure().map(f -> ": " + f.headline()).orElse("."));
            }
        }
    }

    private List<Symptom> known(LogLine line) {
        return knowledge.explain(Place.ofFile(line.source().name()), line.text());
    }

    private void print(LogView view, int index) {
        LogLine line = view.entry(index).orElseThrow();
        List<String> lines = view.text(index).lines().toList();
        output().say(String.format("%s %-8s %s: %s", line.time().map(TIME::format).orElse("-".repeat(23)), line.severity().label(),
                line.source().host() + ":" + line.source().shortName(), lines.isEmpty() ? "" : lines.getFirst()));
        lines.stream().skip(1).forEach(more -> output().say("    " + more));
        if (explain) {
            known(line).forEach(s -> output().say("    = " + s.title() + ": " + s.cause() + " " + s.fix()));
        }
    }
}
