package org.campanile.ui.checks;

import java.util.List;
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

/** Runs the preflight of a lab and publishes it for the Checks view while it goes on. Each run logs in anew. Worker threads only. */
public final class LabCheckRunner {

    private final Services services;

    /** A runner that publishes to {@code services.checks()}. */
    public LabCheckRunner(Services services) {
        this.services = services;
    }

    /** Name of a lab's run among the published ones. */
    public static String source(Lab lab) {
        return "lab/" + lab.id();
    }

    /**
     * Runs checks of a lab.
     *
     * @param rules ids of the checks; empty means all, which are published as they end
     */
    public CheckReport run(Lab lab, Set<String> rules, Task task) throws FailureException {
        try (LabSession session = services.session(lab)) {
            List<Check> checks = LabChecks.of(session).stream().filter(c -> rules.isEmpty() || rules.contains(c.id())).toList();
            return new CheckEngine(services.questions()).run(lab.name(), checks, task, report -> {
                if (rules.isEmpty()) {
                    services.checks().publish(new PublishedChecks(source(lab), report, (some, t) -> run(lab, some, t)));
                }
            });
        }
    }
}
