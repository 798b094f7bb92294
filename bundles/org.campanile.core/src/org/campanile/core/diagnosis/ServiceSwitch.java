package org.campanile.core.diagnosis;

import java.util.List;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Starts and stops the services that an environment passes. Blocks; worker threads only. */
public interface ServiceSwitch {

    /** A service. */
    enum Role {
        /** murano-api. */ API,
        /** The conductor of release 0.2, the engine of later ones. */ CONDUCTOR
    }

    /** Why nothing can be started or stopped; empty when it can. */
    Optional<String> unavailable();

    /** Stops it; nothing happens when it does not run. */
    void stop(Role role, Task task) throws FailureException;

    /** Starts it; nothing happens when it runs. */
    void start(Role role, Task task) throws FailureException;

    /** The last lines of its log. */
    List<String> log(Role role, Task task) throws FailureException;

    /** Nothing can be started or stopped. */
    static ServiceSwitch none(String why) {
        return new ServiceSwitch() {
            @Override
            public Optional<String> unavailable() {
                return Optional.of(why);
            }

            @Override
            public void stop(Role role, Task task) throws FailureException {
                throw refused();
            }

            @Override
            public void start(Role role, Task task) throws FailureException {
                throw refused();
            }

            @Override
            public List<String> log(Role role, Task task) {
                return List.of();
            }

            private FailureException refused() {
                return new FailureException(new Failure(Failure.Kind.CONFLICT, "switching a service", "", "", why, "Add the devbox to the lab's hosts."));
            }
        };
    }

    /** The services of a host, by its init system. */
    static ServiceSwitch of(Host host, String api, List<String> conductors) {
        return new ServiceSwitch() {
            private static final int LINES = 200;

            private String name(Role role, Task task) throws FailureException {
                if (role == Role.API) {
                    return api;
                }
                for (String name : conductors) {
                    if (host.services().status(name, task).state() != org.campanile.core.host.ServiceStatus.State.ABSENT) {
                        return name;
                    }
                }
                return conductors.getFirst();
            }

            @Override
            public Optional<String> unavailable() {
                return Optional.empty();
            }

            @Override
            public void stop(Role role, Task task) throws FailureException {
                host.services().stop(name(role, task), task);
            }

            @Override
            public void start(Role role, Task task) throws FailureException {
                host.services().start(name(role, task), task);
            }

            @Override
            public List<String> log(Role role, Task task) throws FailureException {
                return host.services().log(name(role, task), "", LINES, task);
            }
        };
    }
}
