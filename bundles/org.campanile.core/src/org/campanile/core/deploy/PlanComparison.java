package org.campanile.core.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Holds the planner against decided cases of plans, by the rules of fair comparison that come with them: same steps but for those that may be missing or
 * more, same functions and arguments but where the original is known to be wrong, each order kept, nothing run that a failure forbids. Blocks while it
 * reads; pure otherwise.
 */
public final class PlanComparison {

    private static final int MAX_LINE = 16 << 20;

    /** How a case came out. */
    public enum Verdict {
        /** The plan is right. */ SAME,
        /** The environment is refused by a finding, where that is as good. */ REFUSED,
        /** It is not right. */ DIFFERENT
    }

    /**
     * A case.
     *
     * @param id its name
     * @param kind what it is about
     * @param verdict how it came out
     * @param differences what is not right, or the finding that refuses
     * @param knownFaults codes of the original's faults that show in the case
     */
    public record Result(String id, String kind, Verdict verdict, List<String> differences, List<String> knownFaults) {
        public Result {
            differences = List.copyOf(differences);
            knownFaults = List.copyOf(knownFaults);
        }
    }

    /**
     * All cases of a file.
     *
     * @param results in the file's order
     */
    public record Report(List<Result> results) {
        public Report {
            results = List.copyOf(results);
        }

        /** How many agree, refusals included. */
        public int agreeing() {
            return (int) results.stream().filter(result -> result.verdict() != Verdict.DIFFERENT).count();
        }

        /** How many came out so. */
        public int count(Verdict verdict) {
            return (int) results.stream().filter(result -> result.verdict() == verdict).count();
        }
    }

    private final ServiceTypes types;

    /** A comparison with documents of these types. */
    public PlanComparison(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** Reads a case a line; {@code source} names the file in failures. */
    public Report compare(String source, Reader lines, Task task) throws FailureException {
        List<Result> results = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(lines)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                task.checkCancelled("comparing plans");
                if (!line.isBlank()) {
                    results.add(compare(source + ", line " + number, line));
                }
            }
        } catch (IOException e) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "reading decided plans", source, String.valueOf(e.getMessage()),
                    "The file cannot be read.", "Give the path of a file with one case a line."), e);
        }
        return new Report(results);
    }

    private Result compare(String where, String line) throws FailureException {
        try {
            if (line.length() > MAX_LINE) {
                throw new JsonParseException("a line of " + line.length() + " characters");
            }
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            PlanVector vector;
            try {
                vector = PlanVector.read(json, types);
            } catch (FailureException e) {
                if (!PlanVector.mayRefuse(json)) {
                    throw e;
                }
                return result(json, Verdict.REFUSED, List.of(e.failure().meaning())); // services that are no document are refused as well as any
            }
            return compare(vector);
        } catch (JsonParseException | IllegalStateException | NullPointerException | ClassCastException | UnsupportedOperationException
                | NumberFormatException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading decided plans", where, String.valueOf(e.getMessage()),
                    "The line is no case of a plan.", "Give a file of test vectors of plans, one JSON object a line."), e);
        }
    }

    Result compare(PlanVector vector) throws FailureException {
        DeploymentPlan plan = new Planner(types).plan(vector.environment(), vector.before(), Planner.Extent.FULL);
        List<String> differences = new OneComparison(vector, plan, types).differences();
        Verdict verdict = differences.isEmpty() ? Verdict.SAME : Verdict.DIFFERENT;
        if (verdict == Verdict.DIFFERENT && PlanVector.mayRefuse(vector.json())) {
            Optional<Problem> refusing = refusing(vector, plan);
            if (refusing.isPresent()) {
                verdict = Verdict.REFUSED;
                differences = List.of(refusing.get().rule() + ": " + refusing.get().message());
            }
        }
        return result(vector.json(), verdict, differences);
    }

    private static Result result(JsonObject json, Verdict verdict, List<String> differences) {
        return new Result(json.get("id").getAsString(), json.get("kind").getAsString(), verdict, differences,
                List.copyOf(PlanVector.texts(json.get("knownBug"))));
    }

    private Optional<Problem> refusing(PlanVector vector, DeploymentPlan plan) {
        List<Problem> problems = new ArrayList<>(plan.findings());
        problems.addAll(new EnvironmentRules(types).validate(vector.environment(), Optional.empty()));
        return problems.stream().filter(problem -> problem.severity() == Problem.Severity.ERROR).findFirst();
    }

    /** What a run of the plan does when steps fail: ids of the steps that ran, the failed ones included. */
    static Set<String> ran(DeploymentPlan plan, Set<String> failing) {
        Set<String> ran = new HashSet<>();
        Set<String> succeeded = new HashSet<>();
        for (PlannedStep step : plan.steps()) {
            if (succeeded.containsAll(step.needs())) {
                ran.add(step.id());
                if (!failing.contains(step.id()) || step.optional()) {
                    succeeded.add(step.id());
                }
            }
        }
        return ran;
    }

    /** All that has ended before each step begins, by id. */
    static Map<String, Set<String>> order(DeploymentPlan plan) {
        Map<String, Set<String>> direct = new LinkedHashMap<>();
        plan.steps().forEach(step -> direct.put(step.id(), new HashSet<>(step.after())));
        return PlanVector.closure(direct);
    }

    /** Steps by what a case knows them by. */
    static Map<String, PlannedStep> byKey(DeploymentPlan plan) {
        Map<String, PlannedStep> byKey = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (PlannedStep step : plan.steps()) {
            if (step.kind() != PlannedStep.Kind.PROBE) {
                byKey.put(step.unit() + " " + step.template() + " " + (numbers.merge(step.unit() + " " + step.template(), 1, Integer::sum) - 1), step);
            }
        }
        return byKey;
    }

    static List<String> pair(JsonElement element, int at) {
        JsonElement part = element.getAsJsonArray().get(at);
        return part instanceof JsonArray list ? List.copyOf(PlanVector.texts(list)) : List.of(part.getAsString());
    }
}
