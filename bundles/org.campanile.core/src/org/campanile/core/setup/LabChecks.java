package org.campanile.core.setup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The preflight of a lab: all that has to be true before anything is set up (Getting Started guide of Murano 0.2, "Prerequisites" and
 * "Troubleshooting"). The checks only look; they share the session's one login, so a wrong password is reported once, by the check of the
 * login, and said in a word by those that therefore could not look.
 */
public final class LabChecks {

    /** The part of the lab that Keystone, Glance, Nova, Neutron and Heat make up. */
    public static final String CLOUD = "Cloud";

    /** The part that RabbitMQ makes up. */
    public static final String BROKER = "Broker";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Looks through a session. */
    interface Body {
        List<Finding> look(LabSession session, Task task) throws FailureException;
    }

    private LabChecks() {
    }

    /** All checks of a lab's cloud and broker. A lab without a broker gets a finding that says so. */
    public static List<Check> of(LabSession session) {
        List<Check> checks = new ArrayList<>(CloudChecks.of(session));
        checks.addAll(BrokerChecks.of(session));
        return List.copyOf(checks);
    }

    static Check check(LabSession session, String id, String title, String group, Body body) {
        return Check.of(id, title, group, LIMIT, task -> body.look(session, task));
    }

    /**
     * A check that needs the login but does not report on it: when the login fails it says that it could not look, and leaves the reason
     * to the check whose subject the login is.
     */
    static Check behind(LabSession session, String id, String title, String group, String login, Connect connect, Body body) {
        return Check.of(id, title, group, LIMIT, task -> {
            try {
                connect.open(task);
            } catch (FailureException e) {
                if (e.failure().kind() == Failure.Kind.CANCELLED) {
                    throw e;
                }
                return List.of(Finding.of(Severity.INFO, "", "Not looked at, because " + login + " did not work.")
                        .withFix("Solve that first, then check again."));
            }
            return body.look(session, task);
        });
    }

    /** Opens what a check needs. */
    interface Connect {
        void open(Task task) throws FailureException;
    }
}
