package org.campanile.core.deploy.conductor;

import java.time.Duration;
import java.util.function.Consumer;

import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.environment.Environment;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock with its connection: whenever that is cut, a thread of its own tries to get both back. */
final class HeldLock implements DeploymentLock.Held {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLock.class);
    private static final String CLIENT = "campanile lock";
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** A broker misses a dead connection after two heartbeats of a minute at the latest; until then our own former one keeps the lock from us. */
    private static final Duration OWN_FORMER = Duration.ofMinutes(3);

    private enum State { TAKING, HELD, CUT, LOST, FREED }

    private final LabSession session;
    private final Environment environment;
    private final LockHolder me;
    private final DeploymentLock.Watch watch;
    private final Task life = Task.unwatched();
    private State state = State.TAKING;
    private Messaging connection;
    private volatile LockQueue queue;
    /** Connections are numbered, since what is told of one may come after it was given up. */
    private int number;
    private int broken;
    /** Whether the broker answered the newest attempt. */
    private volatile boolean reachable;

    HeldLock(LabSession session, Environment environment, LockHolder me, DeploymentLock.Watch watch) {
        this.session = session;
        this.environment = environment;
        this.me = me;
        this.watch = watch;
    }

    private interface Taking {
        boolean by(LockQueue queue, Consumer<String> ended) throws FailureException;
    }

    void begin(Duration patience, Task task) throws FailureException {
        connect((fresh, ended) -> {
            fresh.take(patience, ended, task);
            return true;
        }, task);
    }

    private boolean connect(Taking taking, Task task) throws FailureException {
        int mine;
        synchronized (this) {
            mine = ++number;
        }
        Messaging fresh = session.messagingOnce(CLIENT, () -> cut(mine), task);
        LockQueue lock = queue == null ? new LockQueue(fresh, environment, me) : queue.over(fresh);
        boolean kept = false;
        try {
            kept = taking.by(lock, reason -> cut(mine)) && keep(mine, fresh, lock);
            return kept;
        } finally {
            if (!kept) {
                // Also when it was closed in the middle of this: the lock may have been got by then.
                lock.free();
                fresh.close();
            }
        }
    }

    /** False when it is cut again already, or not wanted any more. */
    private synchronized boolean keep(int mine, Messaging fresh, LockQueue lock) throws FailureException {
        if (state == State.FREED) {
            return false;
        }
        if (broken == mine) {
            throw new FailureException(new Failure(Failure.Kind.UNREACHABLE, DeploymentLock.TAKING, environment.name(), "", "The connection to the broker was cut.",
                    "Try again."));
        }
        connection = fresh;
        queue = lock;
        state = State.HELD;
        return true;
    }

    private synchronized void cut(int which) {
        broken = Math.max(broken, which);
        if (state == State.HELD && which == number) {
            state = State.CUT;
            Thread.ofVirtual().name("lock of " + environment.name()).start(this::again);
        }
    }

    private void again() {
        LOG.info("The connection that holds the lock of {} was cut; taking it again", environment.name());
        Messaging former;
        synchronized (this) {
            former = connection;
        }
        former.close();
        watch.waiting("The connection to the broker was cut; nothing is sent to agents until it is back.");
        long end = Long.MAX_VALUE;
        try {
            while (!retaken()) {
                // Only while the broker answers: as long as it is away nobody else gets the lock either.
                end = reachable ? Math.min(end, System.nanoTime() + OWN_FORMER.toNanos()) : Long.MAX_VALUE;
                if (System.nanoTime() > end) {
                    gone(new Failure(Failure.Kind.TIMED_OUT, "taking the lock of a deployment again", environment.name(), "",
                            "The broker still keeps the lock for the connection that was cut.", "Deploy again in some minutes, which goes on where things stand."));
                    return;
                }
                life.pause(AGAIN, "taking a lock again");
            }
            watch.waiting("");
        } catch (FailureException e) {
            if (!life.isCancelled()) {
                gone(e.failure());
            }
        }
    }

    /** False when it is to be tried again. @throws FailureException when somebody else has it */
    private boolean retaken() throws FailureException {
        try {
            reachable = false;
            return connect((fresh, ended) -> {
                reachable = true;
                return fresh.retake(ended, life);
            }, life);
        } catch (FailureException e) {
            life.checkCancelled("taking a lock again");
            if (e.failure().kind() == Failure.Kind.CONFLICT) {
                throw e;
            }
            LOG.debug("The lock of {} is not taken again yet: {}", environment.name(), e.failure().headline());
            return false;
        }
    }

    private void gone(Failure why) {
        synchronized (this) {
            if (state != State.CUT) {
                return;
            }
            state = State.LOST;
        }
        LOG.info("The lock of {} is lost: {}", environment.name(), why.meaning());
        watch.lost(why);
    }

    synchronized boolean certain() {
        return state == State.HELD;
    }

    @Override
    public void close() {
        LockQueue mine = null;
        Messaging last;
        synchronized (this) {
            if (state == State.HELD) {
                mine = queue;
            }
            state = State.FREED;
            last = connection;
        }
        life.cancel();
        if (mine != null) {
            mine.free();
        }
        last.close();
    }
}
