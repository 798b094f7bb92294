package org.campanile.core.host;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** What can be done with a service of a host. */
public enum ServiceTurn {
    /** Nothing happens when it runs. */ START("start", "Starts", "Started"),
    /** Nothing happens when it does not run. */ STOP("stop", "Stops", "Stopped"),
    /** Stopped when it runs, and started. */ RESTART("restart", "Restarts", "Restarted");

    private final String verb;
    private final String does;
    private final String done;

    ServiceTurn(String verb, String does, String done) {
        this.verb = verb;
        this.does = does;
        this.done = done;
    }

    /** The word of the init system for it. */
    public String verb() {
        return verb;
    }

    /** What is asked of the user, and written into the audit log. */
    public String sentence(ServiceStatus before, String host) {
        return does + " service " + before.name() + " on " + host + ", which is " + before.state().label() + ".";
    }

    /**
     * Does it and looks at the service afterwards. Worker threads only.
     *
     * @return what was done, with the state that came of it
     * @throws FailureException remote when it did not start or stop, or does not run after it was started; not found when the host has none
     */
    public String run(ServiceControl control, String name, Task task) throws FailureException {
        switch (this) {
            case START -> control.start(name, task);
            case STOP -> control.stop(name, task);
            case RESTART -> control.restart(name, task);
        }
        ServiceStatus after = control.status(name, task);
        if (this != STOP && (after.state() == ServiceStatus.State.STOPPED || after.state() == ServiceStatus.State.FAILED)) {
            throw new FailureException(new Failure(Failure.Kind.REMOTE, verb + "ing service " + name, name, after.detail(),
                    "The service began and does not run: it is " + after.state().label() + ".", "Look into its log for the cause."));
        }
        return done + " " + name + "; it is " + after.state().label() + ".";
    }
}
