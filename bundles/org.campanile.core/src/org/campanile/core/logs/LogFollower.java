package org.campanile.core.logs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Reads the logs of several hosts into a store, each host on a virtual thread of its own, again and again until it is closed. A host that is away is
 * tried again after 1 s, then twice as long each time, up to 30 s; one that refused the login or whose key is not trusted is not, since that would
 * lock accounts. Thread-safe.
 */
public final class LogFollower implements AutoCloseable {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final LogStore store;
    private final Duration pause;
    private final Consumer<List<LogStatus>> listener;
    private final Map<LogSource, LogStatus> states = new LinkedHashMap<>();
    private final List<Task> tasks = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param pause between two looks at a host
     * @param listener told after each look that brought something or changed a state, on the thread that made it; must return quickly
     */
    public LogFollower(LogStore store, Duration pause, Consumer<List<LogStatus>> listener) {
        this.store = store;
        this.pause = pause;
        this.listener = listener;
    }

    /** Begins to read the logs of one host. The feed is closed with this. */
    public void follow(List<LogSource> sources, LogFeed feed) {
        Task task = Task.unwatched();
        synchronized (this) {
            tasks.add(task);
            sources.forEach(s -> states.put(s, new LogStatus(s, LogStatus.State.CONNECTING, 0, Optional.empty())));
        }
        Thread.ofVirtual().name("logs of " + sources.getFirst().host()).start(() -> {
            try (feed) {
                run(sources, feed, task);
            }
        });
    }

    /** Reads once all there is, without following; for a run that ends. */
    public void once(List<LogSource> sources, LogFeed feed, Task task) throws FailureException {
        Map<LogSource, LogStore.Inlet> inlets = new HashMap<>();
        while (take(feed.look(task), inlets)) {
            task.checkCancelled("reading logs");
        }
        inlets.values().forEach(LogStore.Inlet::end);
        for (LogSource source : sources) {
            if (!inlets.containsKey(source)) {
                states.putIfAbsent(source, new LogStatus(source, LogStatus.State.MISSING, 0, Optional.empty()));
            }
        }
        tell();
    }

    private void run(List<LogSource> sources, LogFeed feed, Task task) {
        Map<LogSource, LogStore.Inlet> inlets = new HashMap<>();
        Duration wait = pause;
        while (!task.isCancelled()) {
            boolean more = false;
            try {
                more = take(feed.look(task), inlets);
                wait = pause;
            } catch (FailureException e) {
                if (task.isCancelled()) {
                    return;
                }
                Failure.Kind kind = e.failure().kind();
                boolean end = kind == Failure.Kind.DENIED || kind == Failure.Kind.UNTRUSTED || kind == Failure.Kind.BAD_INPUT || kind == Failure.Kind.CANCELLED;
                fail(sources, e.failure(), end);
                if (end) {
                    return;
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
            }
            if (!more && ended(wait)) {
                return;
            }
        }
    }

    private boolean ended(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean take(List<LogPiece> pieces, Map<LogSource, LogStore.Inlet> inlets) {
        boolean more = false;
        boolean news = false;
        for (LogPiece piece : pieces) {
            if (piece.event() == LogPiece.Event.TRUNCATED && inlets.containsKey(piece.source())) {
                inlets.get(piece.source()).end();
            }
            if (piece.bytes().length > 0) {
                inlets.computeIfAbsent(piece.source(), s -> store.open(s, piece.zone())).add(piece.bytes());
            }
            more |= piece.more();
            LogStatus.State state = switch (piece.event()) {
                case MISSING -> LogStatus.State.MISSING;
                case FORBIDDEN -> LogStatus.State.FORBIDDEN;
                case PRESENT, ROTATED, TRUNCATED -> LogStatus.State.FOLLOWING;
            };
            synchronized (this) {
                LogStatus before = states.get(piece.source());
                LogStatus now = new LogStatus(piece.source(), state, (before == null ? 0 : before.bytes()) + piece.bytes().length, Optional.empty());
                states.put(piece.source(), now);
                news |= !now.equals(before);
            }
        }
        if (news) {
            tell();
        }
        return more;
    }

    private void fail(List<LogSource> sources, Failure failure, boolean end) {
        synchronized (this) {
            for (LogSource source : sources) {
                long bytes = states.get(source).bytes();
                states.put(source, new LogStatus(source, end ? LogStatus.State.ENDED : LogStatus.State.AWAY, bytes, Optional.of(failure)));
            }
        }
        tell();
    }

    private void tell() {
        listener.accept(states());
    }

    /** How each log is being read now. */
    public synchronized List<LogStatus> states() {
        return List.copyOf(states.values());
    }

    @Override
    public void close() {
        closed.countDown();
        List<Task> all;
        synchronized (this) {
            all = List.copyOf(tasks);
        }
        all.forEach(Task::cancel);
    }
}
