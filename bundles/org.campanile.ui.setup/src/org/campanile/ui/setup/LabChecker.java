package org.campanile.ui.setup;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.campanile.core.check.Check;
import org.campanile.core.check.CheckEngine;
import org.campanile.core.check.CheckReport;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.setup.IdleRun;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Services;
import org.campanile.ui.checks.LabCheckRunner;
import org.campanile.ui.setup.wizard.SetupStart;

/**
 * Runs the checks of one lab's page, those of its recipe, and publishes them for the Checks view as they end. A value; {@link #load} and {@link #run}
 * block.
 *
 * @param start the recipe and what was answered to it
 * @param parts titles of the parts that the page shows, by id
 * @param checks all of them, as they were made when this was loaded
 */
record LabChecker(Services services, Lab lab, SetupStart start, Map<String, String> parts, List<Check> checks) {

    private static final int PATIENCE_SECONDS = 10;

    /** For the lab as it is now and what was chosen for it last. Worker threads only; connects to nothing. */
    static LabChecker load(Services services, Lab lab) throws FailureException {
        SetupStart start = SetupStart.load(services, lab);
        try (LabSession session = services.session(lab)) {
            RecipeSetup setup = setup(services, session, start, start.draft().request());
            Map<String, String> parts = new LinkedHashMap<>();
            Set<String> planned = setup.request().planned(setup.answers());
            setup.answers().parts().stream().filter(p -> planned.contains(p.id())).forEach(p -> parts.put(p.id(), p.title()));
            return new LabChecker(services, lab, start, parts, setup.checks());
        }
    }

    private static RecipeSetup setup(Services services, LabSession session, SetupStart start, RecipeRequest request) {
        return new RecipeSetup(session, request, session.secrets(), start.books(), new GuardCheck(services.questions()));
    }

    /** A run that was interrupted. */
    Optional<Runs.Summary> interrupted() {
        return start.interrupted();
    }

    /** Ends that run when it has nothing left to do; asks the user nothing and gives up after {@value #PATIENCE_SECONDS} s. Worker threads only. */
    Optional<Runs.Summary> endWhenIdle(Task task) throws FailureException {
        try (LabSession quiet = services.quietSession(lab)) {
            return IdleRun.end(quiet, start.books(), services.home().history(), task.within(Duration.ofSeconds(PATIENCE_SECONDS)));
        }
    }

    /** Runs the checks of these parts, or all when there are none, in one login. Worker threads only. */
    CheckReport run(Set<String> wanted, Task task) throws FailureException {
        Set<String> titles = Set.copyOf(parts.entrySet().stream().filter(p -> wanted.contains(p.getKey())).map(Map.Entry::getValue).toList());
        return runRules(c -> wanted.isEmpty() || titles.contains(c.group()), wanted.isEmpty(), task);
    }

    private CheckReport again(Set<String> rules, Task task) throws FailureException {
        return runRules(c -> rules.isEmpty() || rules.contains(c.id()), rules.isEmpty(), task);
    }

    private CheckReport runRules(Predicate<Check> which, boolean all, Task task) throws FailureException {
        try (LabSession session = services.session(lab)) {
            List<Check> some = setup(services, session, start, start.knowing(services, session, task).draft().request()).checks().stream().filter(which).toList();
            Optional<CheckReport> before = published().filter(r -> !all);
            return new CheckEngine(services.questions()).run(lab.name(), some, task,
                    report -> services.checks().publish(new PublishedChecks(source(), before.map(b -> b.replacedBy(report)).orElse(report), this::again)));
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
