package org.campanile.core.setup.onhost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.host.Host;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.SpecStep;
import org.campanile.core.step.Made;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A step that works on one host of the lab, over the connection that all steps share. */
public abstract class HostStep extends SpecStep {

    private final Ground ground;
    private final String hostName;

    /** A step on the host of that name; the rest as {@link SpecStep}. */
    protected HostStep(Ground ground, String hostName, String id, String title, String change, List<String> after, List<String> commands, Duration expected) {
        super(id, title, change, after, commands, expected);
        this.ground = ground;
        this.hostName = hostName;
    }

    /** What the step stands on. */
    protected final Ground ground() {
        return ground;
    }

    /** Name of the host in the lab. */
    protected final String hostName() {
        return hostName;
    }

    /** The host, connected; ask anew for each piece of work. */
    protected final Host host(Task task) throws FailureException {
        return on(ground, hostName, task);
    }

    /** A host of a lab, connected; asked what it is once for each connection. */
    public static Host on(Ground ground, String hostName, Task task) throws FailureException {
        String fact = "host/" + hostName + "/connected";
        Host known = connected(ground, hostName, fact, task);
        if (known.isConnected()) {
            return known;
        }
        ground.facts().forget(fact);
        return connected(ground, hostName, fact, task);
    }

    private static Host connected(Ground ground, String hostName, String fact, Task task) throws FailureException {
        String stood = "host/" + hostName + "/stood";
        try {
            Host host = ground.facts().get(fact, Host.class, task, t -> {
                Host found = Host.of(ground.host(hostName, t), t);
                return ground.facts().areOfALook() ? found.forALook() : found;
            });
            ground.facts().put(stood, true);
            return host;
        } catch (FailureException e) {
            Failure why = e.failure();
            boolean silent = why.kind() == Kind.TIMED_OUT && why.doing().startsWith("connecting");
            if (ground.facts().find(stood, Boolean.class).isPresent() && (why.kind() == Kind.UNREACHABLE || silent)) {
                // It was there in this run, so it is a host that reboots and not one that was never reached.
                throw new FailureException(new Failure(Kind.CUT, why.doing(), why.subject(), why.cameBack(), why.meaning(), why.next()), e);
            }
            throw e;
        }
    }

    /** Work of a step. */
    protected interface Work {
        /** Does it. */
        void run() throws FailureException;
    }

    /** Does something that no other step of this run does at the same time on the host: two parts may serve by one daemon, or want the same clone. */
    protected final void inTurn(String what, Task task, Work work) throws FailureException {
        ReentrantLock turn = ground.facts().shared("turn/" + hostName + "/" + what, ReentrantLock.class, ReentrantLock::new);
        try {
            while (!turn.tryLock(1, TimeUnit.SECONDS)) {
                task.checkCancelled(title());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(title());
        }
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public String where() {
        return hostName;
    }

    @Override
    public List<String> undoing(List<Made> made) {
        List<String> sentences = new ArrayList<>(super.undoing(made.stream().filter(m -> !Installation.isPart(m)).toList()));
        sentences.addAll(Installation.undoing(made, hostName));
        return sentences;
    }

    @Override
    public boolean undoable() {
        return true;
    }
}
