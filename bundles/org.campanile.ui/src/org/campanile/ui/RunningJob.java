package org.campanile.ui;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.campanile.core.task.Task;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.jobs.Job;

/** A job that runs a use case of the core: progress goes to Progress, cancel to the task. Made by {@link Jobs}. */
public final class RunningJob extends Job {

    private static final int SCALE = 1000;

    private final Object family;
    private final Function<Task, IStatus> body;
    private final Task task;
    private final AtomicLong worked = new AtomicLong();
    private final AtomicBoolean measured = new AtomicBoolean();
    private volatile IProgressMonitor monitor;

    RunningJob(String name, Object family, Function<Task, IStatus> body) {
        super(name);
        this.family = family;
        this.body = body;
        this.task = new Task(this::show);
    }

    private void show(String doing, long done, long total) {
        IProgressMonitor current = monitor;
        if (current == null) {
            return;
        }
        current.subTask(doing);
        if (total > 0) {
            if (!measured.getAndSet(true)) {
                // the window's monitor takes a second beginning, and shows how far it is only from here on
                current.beginTask(getName(), SCALE);
            }
            long now = Math.min(SCALE, done * SCALE / total);
            long before = worked.getAndAccumulate(now, Math::max);
            if (now > before) {
                current.worked((int) (now - before));
            }
        }
    }

    @Override
    protected IStatus run(IProgressMonitor progress) {
        monitor = progress;
        progress.beginTask(getName(), IProgressMonitor.UNKNOWN);
        try {
            return body.apply(task);
        } finally {
            progress.done();
        }
    }

    /** Whether the work was begun; a job that is cancelled while it waits never begins. */
    boolean began() {
        return monitor != null;
    }

    @Override
    protected void canceling() {
        task.cancel();
    }

    @Override
    public boolean belongsTo(Object what) {
        return what == Jobs.class || family.equals(what);
    }
}
