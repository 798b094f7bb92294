package org.campanile.core.controllers;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    /** How much somebody cares. */
    public enum Attention {
        /** Only that nothing is missed altogether: read at the longest interval. */ HEARTBEAT,
        /** Seen among others: nodes and groups at the usual pace, services every few readings. */ USUAL,
        /** Looked at closely: everything at the usual pace. */ CLOSE
    }

    private static final Logger LOG = LoggerFactory.getLogger(SystemPoller.class);
    private static final double JITTER = 0.2;
    private static final int DOUBLINGS = 10;
    /** Whoever Service Manager does not answer for want of a role asks it again only every so many readings; each refusal is an error in its log. */
    private static final int REFUSED_EVERY = 12;
    /** Services are the longest listing, and what matters of them shows in the groups. */
    private static final int SERVICES_EVERY = 4;

    private record Subscriber(Consumer<SystemSnapshot> told, Attention attention) {
    }

    private final ServiceManager manager;
    private final Onlooker onlooker;
    private final Pace pace;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private volatile SystemSnapshot current;
    private SystemReading last;
    private Task running;
    private int hurried;
    private boolean wanted;
    private int failures;
    private int readings;
    private Failure refused;
    private int spared;

    /** A poller of the protocol's pace. */
    public SystemPoller(ServiceManager manager) {
        this(manager, Onlooker.none());
    }

    /** The same, which shows what {@code onlooker} sees where Service Manager does not answer for want of a role. */
    public SystemPoller(ServiceManager manager, Onlooker onlooker) {
        this(manager, onlooker, Pace.standard(), InstantSource.system(), RandomGenerator.getDefault());
    }

    /** A poller of another pace. */
    public SystemPoller(ServiceManager manager, Pace pace, InstantSource clock, RandomGenerator random) {
        this(manager, Onlooker.none(), pace, clock, random);
    }

    /** The same with an onlooker. */
    public SystemPoller(ServiceManager manager, Onlooker onlooker, Pace pace, InstantSource clock, RandomGenerator random) {
        this.manager = manager;
        this.onlooker = onlooker;
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
        return subscribe(listener, Attention.USUAL);
    }

    /** The same with more or less attention; the most attentive subscriber sets the pace. */
    public Subscription subscribe(Consumer<SystemSnapshot> listener, Attention attention) {
        Subscriber own = new Subscriber(listener::accept, attention);
        lock.lock();
        try {
            Attention before = most();
            subscribers.add(own);
            if (running != null && attention.compareTo(before) > 0) {
                wanted = true;
                changed.signalAll();
            }
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

    private Attention most() {
        return subscribers.stream().map(Subscriber::attention).max(Comparator.naturalOrder()).orElse(Attention.HEARTBEAT);
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
                subscribers.forEach(s -> tell(s.told(), next));
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
        if (refused != null && ++spared % REFUSED_EVERY != 0) {
            return told(refused, task);
        }
        try {
            boolean services = hurried > 0 || most() == Attention.CLOSE || readings++ % SERVICES_EVERY == 0;
            SystemReading before = last;
            SystemReading reading = manager.read(before, services, task);
            last = reading;
            failures = 0;
            refused = null;
            if (reading == before && current.isKnown() && current.source().equals(reading.source())) {
                return current.again(clock.instant());
            }
            return SystemSnapshot.of(manager.profile().name(), reading, clock.instant());
        } catch (FailureException e) {
            return told(e.failure(), task);
        } catch (RuntimeException defect) {
            LOG.warn("reading system {} failed", manager.profile().name(), defect);
            failures++;
            return current.stale(new Failure(Failure.Kind.INTERNAL, "reading system " + manager.profile().name(), "", defect.toString(),
                    "The program itself failed.", "Report this with the error log."));
        }
    }

    /** Service Manager's failure, or what the onlooker sees instead. */
    private SystemSnapshot told(Failure why, Task task) {
        Optional<SystemSnapshot> seen = onlooker.instead(current, why, clock.instant(), task);
        boolean looking = seen.filter(s -> s.failure() == null).isPresent();
        refused = looking ? why : null;
        failures = looking ? 0 : failures + 1;
        return seen.orElseGet(() -> current.stale(why));
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
        boolean heartbeat = most() == Attention.HEARTBEAT;
        Duration base = hurried > 0 ? pace.busy() : heartbeat ? pace.longest() : pace.quiet();
        if (failures > 0 && hurried == 0 && !heartbeat) {
            Duration longer = pace.quiet().multipliedBy(1L << Math.min(failures, DOUBLINGS));
            base = longer.compareTo(pace.longest()) < 0 ? longer : pace.longest();
        }
        double factor = hurried > 0 ? 1 : 1 - JITTER / 2 + JITTER * random.nextDouble();
        return Duration.ofNanos((long) (TimeUnit.MILLISECONDS.toNanos(base.toMillis()) * factor));
    }
}
