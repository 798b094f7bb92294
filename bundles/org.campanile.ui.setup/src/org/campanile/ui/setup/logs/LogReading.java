package org.campanile.ui.setup.logs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.logs.LocalFeed;
import org.campanile.core.logs.LogFeed;
import org.campanile.core.logs.LogFollower;
import org.campanile.core.logs.LogSearch;
import org.campanile.core.logs.LogSource;
import org.campanile.core.logs.LogStatus;
import org.campanile.core.logs.LogStore;
import org.campanile.core.logs.RemoteFeed;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;

/** Logs of one lab being read, until it is closed. Connects on threads of its own; thread-safe. */
final class LogReading implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long FIRST = 4L << 20;
    private static final int MOST = 1 << 20;

    private final LogStore store = new LogStore();
    private final LogSearch search = new LogSearch(store);
    private final LabSession session;
    private final LogFollower follower;

    /** Begins to read; a host that the lab does not have is refused. */
    LogReading(Services services, Lab lab, LogChooser.Choice choice, Consumer<List<LogStatus>> listener) throws FailureException {
        session = services.session(lab);
        follower = new LogFollower(store, PAUSE, listener);
        Map<String, List<LogSource>> hosts = new LinkedHashMap<>();
        choice.sources().forEach(s -> hosts.computeIfAbsent(s.host(), h -> new ArrayList<>()).add(s));
        try {
            for (Map.Entry<String, List<LogSource>> host : hosts.entrySet()) {
                follower.follow(host.getValue(), feed(host.getKey(), host.getValue(), choice.asRoot()));
            }
        } catch (FailureException e) {
            close();
            throw e;
        }
    }

    private LogFeed feed(String host, List<LogSource> sources, boolean asRoot) throws FailureException {
        if (host.equals(LogSource.LOCAL)) {
            return new LocalFeed(sources, FIRST, MOST);
        }
        HostProfile profile = session.hostProfile(host);
        return new RemoteFeed(task -> session.host(profile.name(), task), profile, sources, asRoot, FIRST, MOST);
    }

    LogSearch search() {
        return search;
    }

    @Override
    public void close() {
        follower.close();
        // Closing waits for connections, so not on the thread that asked for it.
        Thread.ofVirtual().name("end-of-logs").start(session::close);
    }
}
