package org.campanile.ui;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.statushandlers.StatusManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs the core's use cases away from the UI thread, each as an Eclipse job: a row in Progress that says what it does now and how far it
 * is, and whose Cancel reaches the socket through {@link Task#cancel()}. Results come back on the UI thread, and only if the widget they
 * are for still lives. Start jobs from any thread.
 */
@Component(service = Jobs.class)
public final class Jobs {

    /** A use case of the core. @param <T> what it answers */
    @FunctionalInterface
    public interface Work<T> {
        /** Runs on a worker thread. */
        T run(Task task) throws FailureException;
    }

    private final Display display;

    /** Jobs whose answers come back on {@code display}'s thread. */
    @Activate
    public Jobs(@Reference Ground ground) {
        this.display = ground.display();
    }

    /** Describes a job; nothing runs before {@link Order#start}. {@code name} is what Progress shows, e.g. "Check lab Foo". */
    public <T> Order<T> job(String name, Work<T> work) {
        return new Order<>(name, work);
    }

    /** A job being described. @param <T> what the work answers */
    public final class Order<T> {

        private final String name;
        private final Work<T> work;
        private Object family = Jobs.class;
        private String rule;
        private boolean user;
        private boolean system;
        private Widget owner;
        private Consumer<? super T> done = result -> {
        };
        private Consumer<Failure> failed;
        private Runnable finished = () -> {
        };

        private Order(String name, Work<T> work) {
            this.name = name;
            this.work = work;
        }

        /** What the job {@code belongsTo}, for tests and for the busy mark of views. Every job also belongs to {@code Jobs.class}. */
        public Order<T> family(Object what) {
            family = what;
            return this;
        }

        /** Jobs of one rule (a host, a lab) never run at the same time. */
        public Order<T> rule(String one) {
            rule = one;
            return this;
        }

        /** A thing the user started and waits for. */
        public Order<T> user() {
            user = true;
            return this;
        }

        /** Nothing the user has to see, such as a refresh. */
        public Order<T> system() {
            system = true;
            return this;
        }

        /** Drops the answer when {@code widget} is disposed by then. */
        public Order<T> on(Widget widget) {
            owner = widget;
            return this;
        }

        /** Gets the result, on the UI thread. */
        public Order<T> done(Consumer<? super T> then) {
            done = then;
            return this;
        }

        /** Gets the failure, on the UI thread, to show it in place. Without it the failure is shown in a dialog; a cancel is not. */
        public Order<T> failed(Consumer<Failure> then) {
            failed = then;
            return this;
        }

        /** Runs on the UI thread in either case, after the others. */
        public Order<T> finished(Runnable then) {
            finished = then;
            return this;
        }

        /** Starts the job. Cancel it by {@link RunningJob#cancel()}. */
        public RunningJob start() {
            RunningJob job = new RunningJob(name, family, task -> {
                try {
                    T result = work.run(task);
                    back(() -> done.accept(result));
                    return Status.OK_STATUS;
                } catch (FailureException e) {
                    return tell(e.failure(), e);
                } catch (CancellationException e) {
                    return tell(FailureException.cancelled(name).failure(), e);
                } catch (RuntimeException | LinkageError e) {
                    return unexpected(e);
                }
            });
            job.setRule(rule == null ? null : new NamedRule(rule));
            job.setUser(user);
            job.setSystem(system);
            job.addJobChangeListener(new JobChangeAdapter() {
                @Override
                public void done(IJobChangeEvent event) {
                    if (!job.began()) {
                        tell(FailureException.cancelled(name).failure(), null);
                    }
                }
            });
            job.schedule();
            return job;
        }

        private IStatus unexpected(Throwable e) {
            Status status = new Status(IStatus.ERROR, Services.PLUGIN, NLS.bind(Messages.stoppedByDefect, name), e);
            Failure failure = new Failure(Failure.Kind.INTERNAL, name, "", e.toString(), Messages.defectOfCampanile, Messages.reportTheDefect);
            StatusManager.getManager().handle(status, failed == null ? StatusManager.LOG | StatusManager.SHOW : StatusManager.LOG);
            back(() -> {
                if (failed != null) {
                    failed.accept(failure);
                }
            });
            return Status.OK_STATUS;
        }

        /** Also of a job that was cancelled while it waited and so never ran. */
        private IStatus tell(Failure failure, Exception e) {
            boolean cancelled = failure.kind() == Failure.Kind.CANCELLED;
            if (!cancelled) {
                ILog.of(Jobs.class).log(new Status(IStatus.INFO, Services.PLUGIN, name + ": " + failure.headline(), e));
            }
            back(() -> {
                if (failed != null) {
                    failed.accept(failure);
                } else if (!cancelled) {
                    FailureDialog.open(Shells.front(display), name, failure);
                }
            });
            return cancelled ? Status.CANCEL_STATUS : Status.OK_STATUS;
        }

        private void back(Runnable answer) {
            try {
                display.asyncExec(() -> {
                    if (owner == null || !owner.isDisposed()) {
                        try {
                            answer.run();
                        } finally {
                            finished.run();
                        }
                    }
                });
            } catch (SWTException e) {
                ILog.of(Jobs.class).log(new Status(IStatus.INFO, Services.PLUGIN, NLS.bind(Messages.endedAfterTheWindow, name), e));
            }
        }
    }
}
