package org.campanile.core.setup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.recipe.Recipe;
import org.campanile.core.recipe.RecipePlanner;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;

/**
 * A set-up as it is put on paper: what was planned, and, once it was run, what came of it. A value without secrets.
 *
 * @param lab its name
 * @param recipe by which it was set up
 * @param partOf id of the part of each step
 * @param plan what was found before
 * @param result how it ended; nothing before a run
 * @param times how long the steps took, by id
 * @param at when it was made
 */
public record SetupRecord(String lab, Recipe recipe, Map<String, String> partOf, PlanReport plan, Optional<RunResult> result, Map<String, Duration> times,
        Instant at) {

    public SetupRecord {
        partOf = Map.copyOf(partOf);
        times = Map.copyOf(times);
    }

    /** A plan that was not run. */
    public static SetupRecord planned(String lab, Recipe recipe, RecipePlanner.Steps steps, PlanReport plan, Instant at) {
        return new SetupRecord(lab, recipe, steps.parts(), plan, Optional.empty(), Map.of(), at);
    }

    /** The same after a run. */
    public SetupRecord ran(RunResult ended, Map<String, Duration> took, Instant when) {
        return new SetupRecord(lab, recipe, partOf, plan, Optional.of(ended), took, when);
    }

    /** One line: what became of it. */
    public String headline() {
        if (result.isEmpty()) {
            return plan.summary();
        }
        RunResult r = result.get();
        Map<String, Long> counts = new LinkedHashMap<>();
        r.outcomes().forEach(o -> counts.merge(o.state().label().toLowerCase(Locale.ROOT), 1L, Long::sum));
        String summary = String.join(", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
        return (r.ok() ? "Set up: " : r.cancelled() ? "Stopped: " : "Not finished: ") + summary + ".";
    }

    /** Title of the part of a step. */
    String partTitle(String step) {
        return recipe.part(partOf.getOrDefault(step, "")).map(p -> p.title()).orElse("");
    }

    /** Rows by the title of their part, in the plan's order. */
    Map<String, List<PlanReport.Row>> byPart() {
        Map<String, List<PlanReport.Row>> rows = new LinkedHashMap<>();
        recipe.parts().forEach(p -> rows.put(p.title(), new ArrayList<>()));
        plan.rows().forEach(r -> rows.computeIfAbsent(partTitle(r.step()), t -> new ArrayList<>()).add(r));
        rows.values().removeIf(List::isEmpty);
        return rows;
    }

    /** The word for a step: its end, or before a run what would be done. */
    String word(PlanReport.Row row) {
        return outcome(row).map(o -> o.state().label()).orElse(row.verdict().label());
    }

    Optional<RunResult.Outcome> outcome(PlanReport.Row row) {
        return result.flatMap(r -> r.of(row.step()));
    }

    /** What is to be said of a step beside its title. */
    String note(PlanReport.Row row) {
        Optional<RunResult.Outcome> outcome = outcome(row);
        String failure = outcome.flatMap(RunResult.Outcome::failure).map(f -> f.details()).orElse("");
        String reason = outcome.map(RunResult.Outcome::reason).filter(r -> !r.isEmpty()).map(r -> "Left out: " + r).orElse("");
        String why = row.why().map(f -> f.details()).orElse("");
        return String.join("\n", Stream.of(row.detail(), outcome.isEmpty() ? why : "", failure, reason).filter(t -> !t.isEmpty()).toList());
    }

    /** As a document of its kind. */
    public String render(Format format) {
        return switch (format) {
            case HTML -> new RecordHtml(this).text();
            case MARKDOWN -> new RecordMarkdown(this).text();
        };
    }

    /** Kinds of documents. */
    public enum Format {
        /** One file, without scripts, readable in any browser. */ HTML,
        /** As CommonMark has it, with tables. */ MARKDOWN;

        /** By the ending of a file: HTML for {@code .html} and {@code .htm}, else Markdown. */
        public static Format of(String file) {
            String name = file.toLowerCase(Locale.ROOT);
            return name.endsWith(".html") || name.endsWith(".htm") ? HTML : MARKDOWN;
        }
    }
}
