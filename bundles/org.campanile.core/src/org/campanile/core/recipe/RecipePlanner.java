package org.campanile.core.recipe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.check.Check;
import org.campanile.core.check.Fix;
import org.campanile.core.secret.Secrets;
import org.campanile.core.step.Plan;
import org.campanile.core.step.Step;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Makes steps and checks of a recipe's entries for given answers. Touches nothing remote. Worker threads, since a password store may be asked. */
public final class RecipePlanner {

    private final Answers answers;
    private final Kinds kinds;
    private final Ground ground;
    private final Secrets secrets;

    /**
     * A planner for one lab.
     *
     * @param secrets where the entries' secrets are found, those that were just typed first
     */
    public RecipePlanner(Answers answers, Kinds kinds, Ground ground, Secrets secrets) {
        this.answers = answers;
        this.kinds = kinds;
        this.ground = ground;
        this.secrets = secrets;
    }

    /**
     * The steps of some parts, by the id of their part, in the recipe's order.
     *
     * @param parts ids; others are left out even where a chosen one comes after them
     */
    public record Steps(Plan plan, Map<String, String> parts) {

        public Steps {
            parts = Map.copyOf(parts);
        }

        /** Id of the part that a step belongs to. */
        public String partOf(String step) {
            return parts.getOrDefault(step, "");
        }
    }

    /** All that is not acceptable in the answers for these parts: in themselves, and for the kinds that take them. */
    public List<ValueProblem> problems(Set<String> parts) {
        Set<String> used = new LinkedHashSet<>();
        List<ValueProblem> found = new ArrayList<>();
        for (RecipePart part : chosen(parts)) {
            answers.recipe().parametersOf(part).forEach(p -> used.add(p.id()));
        }
        answers.problems().stream().filter(p -> used.contains(p.parameter()) || answers.recipe().parameter(p.parameter()).isEmpty()).forEach(found::add);
        if (!found.isEmpty()) {
            return found;
        }
        for (RecipePart part : chosen(parts)) {
            for (RecipeEntry entry : part.steps()) {
                if (answers.holds(entry.when())) {
                    List<ValueProblem> own = new ArrayList<>();
                    answers.values(entry, kinds.step(entry.kind()).orElseThrow(), secrets, own);
                    own.stream().filter(p -> !found.contains(p)).forEach(found::add);
                }
            }
        }
        return found;
    }

    /** The chosen parts that belong to the set-up with these answers. */
    public List<RecipePart> chosen(Set<String> parts) {
        return answers.parts().stream().filter(p -> parts.contains(p.id())).toList();
    }

    /**
     * The plan of some parts.
     *
     * @param id of the plan
     * @param earlier how long steps took in earlier runs, by id
     */
    public Steps plan(String id, String title, Set<String> parts, Map<String, Duration> earlier) throws FailureException {
        Map<String, RecipeEntry> active = new LinkedHashMap<>();
        Map<String, String> partOf = new HashMap<>();
        for (RecipePart part : chosen(parts)) {
            part.steps().stream().filter(e -> answers.holds(e.when())).forEach(e -> {
                active.put(e.id(), e);
                partOf.put(e.id(), part.id());
            });
        }
        Map<String, List<? extends Step>> made = new LinkedHashMap<>();
        for (RecipeEntry entry : active.values()) {
            made.put(entry.id(), make(entry));
        }
        List<Step> steps = new ArrayList<>();
        Map<String, String> partOfStep = new HashMap<>();
        for (RecipeEntry entry : active.values()) {
            List<String> before = new ArrayList<>();
            for (String a : needs(entry, active.keySet())) {
                made.get(a).forEach(s -> before.add(s.id()));
            }
            for (Step step : made.get(entry.id())) {
                List<String> after = new ArrayList<>(before);
                after.addAll(step.after());
                Duration expected = earlier.getOrDefault(step.id(), entry.expected().orElse(null));
                List<String> commands = made.get(entry.id()).size() == 1 ? answers.fill(entry.commands()) : List.of();
                steps.add(new PlannedStep(step, after, commands, expected));
                partOfStep.put(step.id(), partOf.get(entry.id()));
            }
        }
        return new Steps(Plan.of(id, title, steps), partOfStep);
    }

    private List<? extends Step> make(RecipeEntry entry) throws FailureException {
        StepKind kind = kinds.step(entry.kind()).orElseThrow();
        Values with = answers.values(entry, kind, secrets, new ArrayList<>());
        List<String> title = answers.fill(List.of(entry.title()));
        List<? extends Step> steps = kind.create(new StepSpec(entry.id(), title.getFirst(), entry.after(), with, entry.expected(),
                answers.fill(entry.commands())), ground);
        for (Step step : steps) {
            if (!step.id().equals(entry.id()) && !step.id().startsWith(entry.id() + ".")) {
                throw new IllegalStateException("kind " + kind.id() + " made a step " + step.id() + " for entry " + entry.id());
            }
        }
        return steps;
    }

    /** Entries that come first; in place of one that is not there those that come before it. */
    private Set<String> needs(RecipeEntry entry, Set<String> active) {
        Set<String> needs = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        List<String> todo = new ArrayList<>(entry.after());
        while (!todo.isEmpty()) {
            String id = todo.removeFirst();
            if (!seen.add(id)) {
                continue;
            }
            Optional<RecipePart> part = answers.recipe().part(id);
            boolean isEntry = answers.recipe().parts().stream().anyMatch(p -> p.steps().stream().anyMatch(s -> s.id().equals(id)));
            if (isEntry && active.contains(id)) {
                needs.add(id);
            } else if (isEntry) {
                answers.recipe().parts().stream().flatMap(p -> p.steps().stream()).filter(s -> s.id().equals(id)).forEach(s -> todo.addAll(s.after()));
            } else if (part.isPresent()) {
                part.get().steps().forEach(s -> todo.add(s.id()));
                todo.addAll(part.get().after());
            }
        }
        needs.remove(entry.id());
        return needs;
    }

    /** The recipe's own checks of a part, with a way to the step that solves what they find. */
    public List<Check> checks(RecipePart part) throws FailureException {
        List<Check> checks = new ArrayList<>();
        for (RecipeEntry entry : part.checks()) {
            if (answers.holds(entry.when())) {
                CheckKind kind = kinds.check(entry.kind()).orElseThrow();
                List<ValueProblem> problems = new ArrayList<>();
                Values with = answers.values(entry, kind, secrets, problems);
                if (problems.isEmpty()) {
                    CheckSpec spec = new CheckSpec(entry.id(), answers.fill(List.of(entry.title())).getFirst(), part.title(), with);
                    kind.create(spec, ground).forEach(c -> checks.add(entry.fix().isEmpty() ? c : withFix(c, entry.fix())));
                } else {
                    checks.add(Check.of(entry.id(), entry.title().isEmpty() ? entry.id() : entry.title(), part.title(), Duration.ofSeconds(5), task -> {
                        throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading what to check", entry.id(), "",
                                String.join(" ", problems.stream().map(ValueProblem::message).toList()), "Complete the answers to the recipe."));
                    }));
                }
            }
        }
        return checks;
    }

    /** The check, whose findings name the recipe's step. */
    private static Check withFix(Check of, String fix) {
        return Check.of(of.id(), of.title(), of.group(), of.limit(), task -> of.run(task).stream()
                .map(f -> f.severity().isProblem() && f.step().isEmpty() ? f.withStep(new Fix(fix, "Set up this part…", "campanile lab setup")) : f).toList());
    }
}
