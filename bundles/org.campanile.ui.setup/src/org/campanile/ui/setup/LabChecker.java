package org.campanile.ui.setup;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.check.Check;
import org.campanile.core.check.CheckEngine;
import org.campanile.core.check.CheckReport;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.setup.LabChecks;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Services;
import org.campanile.ui.checks.LabCheckRunner;

/**
 * Runs the checks of one lab's page and publishes them for the Checks view as they end. A value; {@link #run} blocks.
 *
 * @param vhost Murano's virtual host
 * @param user its user
 */
record LabChecker(Services services, Lab lab, String vhost, String user) {

    /** For the lab as it is now and the names that are remembered of its set-up. UI thread. */
    static LabChecker of(Services services, Lab lab) {
        Remembered names = Remembered.of(lab.name());
        return new LabChecker(services, lab, names.vhost(), names.user());
    }

    /** All checks; connects to nothing. */
    List<Check> checks() {
        try (LabSession session = services.session(lab)) {
            return LabChecks.withMurano(session, vhost, user);
        }
    }

    /** Runs the checks with these ids, or all when there are none, in one login. Worker threads only. */
    CheckReport run(Set<String> rules, Task task) throws FailureException {
        try (LabSession session = services.session(lab)) {
            List<Check> checks = LabChecks.withMurano(session, vhost, user).stream().filter(c -> rules.isEmpty() || rules.contains(c.id())).toList();
            Optional<CheckReport> before = published().filter(r -> !rules.isEmpty());
            return new CheckEngine().run(lab.name(), checks, task,
                    report -> services.checks().publish(new PublishedChecks(source(), before.map(b -> b.replacedBy(report)).orElse(report), this::run)));
        }
    }

    /** Name of the lab's run among the published ones; the same as that of the shell's own command. */
    String source() {
        return LabCheckRunner.source(lab);
    }

    /** What is published of this lab. */
    Optional<CheckReport> published() {
        return services.checks().runs().stream().filter(r -> r.source().equals(source())).map(PublishedChecks::report).findFirst();
    }
}
