package org.campanile.core.controllers;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.SystemReading;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one system again and again on a virtual thread while somebody subscribes, and tells each reading or failure as a
 * {@link SystemSnapshot}. After a failure the last good state stays, with its age; a system that stays dead is tried ever more rarely, with
 * jitter so that many of them do not come at once. Make one for a system. Any thread.
 */
public final class SystemPoller implements AutoCloseable {

    /** Ends what it was given for; the second time does nothing. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private static final Logger LOG = LoggerFactory.getLogger(SystemPoller.class);
    private static final double JITTER = 0.2;
    private static final int DOUBLINGS = 10;

    private final ServiceManager manager;
    private final Pace pace;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Consumer<SystemSnapshot>> subscribers = new CopyOnWriteArrayList<>();
    private volatile SystemSnapshot current;
    private SystemReading last;
    private Task running;
    private int hurried;
    private boolean wanted;
    private int failures;

    /** A poller of the protocol's pace. */
    public SystemPoller(ServiceManager manager) {
        this(manager, Pace.standard(), InstantSource.system(), RandomGenerator.getDefault());
    }

    /** A poller of another pace. */
    public SystemPoller(ServiceManager manager, Pace pace, InstantSource clock, RandomGenerator random) {
        this.manager = manager;
        this.pace = pace;
        this.clock = clock;
        this.random = random;
        this.current = SystemSnapshot.unread(manager.profile().name());
    }

    /** The newest snapshot; not renewed while nobody subscribes. */
    public SystemSnapshot current() {
        return current;
    }

    /** The pace it was made with. */
    public Pace pace() {
        return pace;
    }

    /**
     * Tells {@code listener} every snapshot from now on, on the poller's thread; it must return quickly and must not throw. The first
     * subscriber starts the reading, the last one to leave stops it.
     */
    public Subscription subscribe(Consumer<SystemSnapshot> listener) {
        Consumer<SystemSnapshot> own = listener::accept;
        lock.lock();
        try {
            subscribers.add(own);
            if (running == null) {
                Task task = Task.unwatched();
                running = task;
                failures = 0;
                Thread.ofVirtual().name("controllers of " + manager.profile().name()).start(() -> run(task));
            }
        } finally {
            lock.unlock();
        }
        return () -> {
            subscribers.remove(own);
            stopIfAlone();
        };
    }

    /** Reads at the pace of an action until closed, beginning now. */
    public Subscription hurry() {
        change(() -> hurried++);
        boolean[] open = {true};
        return () -> change(() -> {
            if (open[0]) {
                open[0] = false;
                hurried--;
            }
        });
    }

    /** Reads again now, if anybody subscribes. */
    public void refresh() {
        change(() -> {
        });
    }

    @Override
    public void close() {
        subscribers.clear();
        stopIfAlone();
    }

    private void stopIfAlone() {
        Task stop = null;
        lock.lock();
        try {
            if (subscribers.isEmpty() && running != null) {
                stop = running;
                running = null;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (stop != null) {
            stop.cancel();
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            wanted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run(Task task) {
        try {
            while (!task.isCancelled()) {
                SystemSnapshot next = read(task);
                if (task.isCancelled()) {
                    return;
                }
                current = next;
                subscribers.forEach(s -> tell(s, next));
                pause(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(Consumer<SystemSnapshot> subscriber, SystemSnapshot next) {
        try {
            subscriber.accept(next);
        } catch (RuntimeException defect) {
            LOG.warn("a subscriber failed on a snapshot of system {}", next.system(), defect);
        }
    }

    private SystemSnapshot read(Task task) {
        try {
            SystemReading reading = manager.read(last, task);
            last = reading;
            failures = 0;
            return SystemSnapshot.of(manager.profile().name(), reading, clock.instant());
        } catch (FailureException e) {
            failures++;
            return current.stale(e.failure());
        } catch (RuntimeException defect) {
            LOG.warn("reading system {} failed", manager.profile().name(), defect);
            failures++;
            return current.stale(new Failure(Failure.Kind.INTERNAL, "reading system " + manager.profile().name(), "", defect.toString(),
                    "The program itself failed.", "Report this with the error log."));
        }
    }

    private void pause(Task task) throws InterruptedException {
        lock.lock();
        try {
            long left = delay().toNanos();
            while (left > 0 && !wanted && !task.isCancelled() && running == task) {
                left = changed.awaitNanos(left);
            }
            wanted = false;
        } finally {
            lock.unlock();
        }
    }

    /** Time until the next reading; with jitter, so that many systems do not stay in step. */
    private Duration delay() {
        Duration base = hurried > 0 ? pace.busy() : pace.quiet();
        if (failures > 0 && hurried == 0) {
            Duration longer = pace.quiet().multipliedBy(1L << Math.min(failures, DOUBLINGS));
            base = longer.compareTo(pace.longest()) < 0 ? longer : pace.longest();
        }
        double factor = hurried > 0 ? 1 : 1 - JITTER / 2 + JITTER * random.nextDouble();
        return Duration.ofNanos((long) (TimeUnit.MILLISECONDS.toNanos(base.toMillis()) * factor));
    }
}
