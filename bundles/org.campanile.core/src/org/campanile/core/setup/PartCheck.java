package org.campanile.core.setup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Fix;
import org.campanile.core.check.Severity;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.recipe.RecipePlanner;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.Runner;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Whether the steps of a part are done: the same probes that a plan uses, told as findings. */
final class PartCheck {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** An image or a file of an upload is read whole, to be compared. */
    private static final Duration READING = Duration.ofMinutes(15);
    /** Vagrant, Erlang and Murano's own tools take their time to start. */
    private static final Duration SLOW = Duration.ofMinutes(3);
    private static final Map<String, Duration> LIMITS = Map.of("image.upload", READING, "files.place", READING, "devbox.vagrant", SLOW, "broker.ctl-account", SLOW,
            "murano.database", SLOW);

    private PartCheck() {
    }

    /** Its id is {@code part.} and the part's. */
    static Check of(RecipePart part, RecipePlanner planner, Runner runner) {
        return Check.of("part." + part.id(), part.title() + " is set up", part.title(), limit(part), task -> look(part, planner, runner, task));
    }

    /** The longest that a step of the part may take to be looked at. */
    private static Duration limit(RecipePart part) {
        return part.steps().stream().map(s -> LIMITS.getOrDefault(s.kind(), LIMIT)).max(Duration::compareTo).orElse(LIMIT);
    }

    private static List<Finding> look(RecipePart part, RecipePlanner planner, Runner runner, Task task) throws FailureException {
        List<ValueProblem> problems = planner.problems(Set.of(part.id()));
        if (!problems.isEmpty()) {
            return List.of(Finding.of(Severity.INFO, part.title(), String.join(" ", problems.stream().map(ValueProblem::message).toList()))
                    .withCause("The recipe has not all its answers yet, so nobody can tell whether the part is set up.").withFix("Set up this part…"));
        }
        PlanReport report = runner.preview(planner.plan("check/" + part.id(), part.title(), Set.of(part.id()), Map.of()).plan(), task);
        List<Finding> found = new ArrayList<>();
        Map<Failure, String> blocked = new LinkedHashMap<>();
        for (PlanReport.Row row : report.rows()) {
            switch (row.verdict()) {
                case MAKE, CHANGE -> found.add(Finding.of(Severity.WARNING, row.title(), row.detail()).withCause("This step of the set-up is not done.")
                        .withFix("Set up this part: Lab > Set up lab….").withStep(new Fix(row.step(), "Set up this part…", "campanile lab setup --part "
                                + part.id())));
                case BLOCKED -> row.why().ifPresent(f -> blocked.merge(f, row.title(), (a, b) -> a + ", " + b));
                case WAITS -> found.add(Finding.of(Severity.INFO, row.title(), row.detail()).withCause("Something that others provide is not there yet.")
                        .withFix("Check again when it is there."));
                case EXISTS, SKIP -> {
                    // what is there is told in one line below, and what is skipped by what blocks it
                }
            }
        }
        blocked.forEach((why, titles) -> found.add(Finding.failed(Severity.ERROR, why).withImpact("Cannot be done: " + titles + ".")));
        if (found.isEmpty()) {
            found.add(Finding.ok(part.title(), report.rows().size() == 1 ? report.rows().getFirst().detail() : String.join(" ",
                    report.rows().stream().map(PlanReport.Row::detail).distinct().toList())));
        }
        return found;
    }
}
