package org.campanile.ui.demo;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabStore;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.ActiveLab;
import org.campanile.ui.Ground;
import org.campanile.ui.Jobs;
import org.campanile.ui.LabSecrets;
import org.campanile.ui.Subscription;
import org.campanile.ui.preferences.ShellPreferences;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The demo lab of this program: starts and ends it in jobs, and keeps the lab called {@link #NAME} on the list of labs in step with its ports,
 * which differ from start to start. {@link #running} and {@link #startable} from any thread, the rest on the UI thread.
 */
@Component(service = DemoLabControl.class)
public final class DemoLabControl implements AutoCloseable {

    /** Name of the demo lab on the list of labs. */
    public static final String NAME = Messages.demoLab;

    /** Starts and ends wait for each other. */
    private static final String RULE = "demo-lab";

    private final LabStore labs;
    private final Jobs jobs;
    private final LabSecrets secrets;
    private final ActiveLab activeLab;
    private final DemoLabStarter starter;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock ending = new ReentrantLock();
    private volatile DemoLabStarter.Running running;
    private volatile boolean closed;

    /** A demo lab that is not running. */
    @Activate
    public DemoLabControl(@Reference Ground ground, @Reference Jobs jobs, @Reference LabSecrets secrets, @Reference ActiveLab activeLab,
            @Reference DemoLabStarter starter) {
        this.labs = ground.labs();
        this.jobs = jobs;
        this.secrets = secrets;
        this.activeLab = activeLab;
        this.starter = starter;
    }

    /** Whether it runs. */
    public boolean running() {
        return running != null;
    }

    /** Whether {@code lab} is the demo lab of this program and nothing of it runs, so that nothing can answer at its addresses. From any thread. */
    public boolean asleep(Optional<Lab> lab) {
        return running == null && lab.filter(l -> l.id().equals(NAME)).isPresent();
    }

    /** Whether {@link #start} has something to do: it does not run, or its lab is not on the list. */
    public boolean startable() {
        DemoLabStarter.Running now = running;
        return now == null || labs.snapshot().withId(now.lab().id()).isEmpty();
    }

    /** Starts it, if it does not run yet, and makes it the active lab. */
    public void start() {
        jobs.job(Messages.startDemoLab, this::start).user().rule(RULE).family(DemoLabControl.class).done(activeLab::set).finished(this::tell).start();
    }

    /** Of one that runs, too: its lab may have been taken off the list. */
    private Lab start(Task task) throws FailureException {
        DemoLabStarter.Running now = running;
        if (now == null) {
            now = starter.start(ShellPreferences.now().keepDemo(), task);
            running = now;
            if (closed || task.isCancelled()) {
                end();
                throw FailureException.cancelled(Messages.startingDemoLab);
            }
        }
        for (var secret : now.secrets().entrySet()) {
            secrets.store(secret.getKey(), secret.getValue());
        }
        return labs.save(known(now.lab()));
    }

    /** The user may have given it another name. */
    private Lab known(Lab lab) {
        return labs.snapshot().withId(lab.id()).map(l -> lab.renamed(l.name())).orElse(lab);
    }

    /** Ends it; the lab stays on the list and can be started again. */
    public void stop() {
        jobs.job(Messages.stopDemoLab, task -> {
            end();
            return true;
        }).user().rule(RULE).family(DemoLabControl.class).finished(this::tell).start();
    }

    private void end() {
        ending.lock();
        try {
            DemoLabStarter.Running now = running;
            running = null;
            if (now != null) {
                now.close();
            }
        } finally {
            ending.unlock();
        }
    }

    /** Runs {@code action} on the UI thread after each start and end. */
    public Subscription onChange(Runnable action) {
        listeners.add(action);
        return () -> listeners.remove(action);
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    @Override
    @Deactivate
    public void close() {
        closed = true;
        end();
    }
}
