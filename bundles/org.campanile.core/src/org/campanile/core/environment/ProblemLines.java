package org.campanile.core.environment;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.campanile.core.task.FailureException;

/** Tells in which line of a document's text a problem is, as it is told of a text that is no document. Immutable. */
public final class ProblemLines {

    private final Yaml yaml;
    private final Environment environment;

    private ProblemLines(Yaml yaml, Environment environment) {
        this.yaml = yaml;
        this.environment = environment;
    }

    /**
     * Reads the lines of a text.
     *
     * @param source names the text in failures
     * @param environment what the text was read as
     */
    public static ProblemLines of(String source, String text, Environment environment) throws FailureException {
        return new ProblemLines(Yaml.read(source, text), environment);
    }

    /** The line, from 1: that of the field where it is written, otherwise where its unit or service begins; the first for the whole environment. */
    public int line(Problem problem) {
        int at = index(environment.services().stream().map(Service::id).toList(), problem.serviceId());
        if (at < 0) {
            return yaml.line(problem.field()).orElse(1);
        }
        String service = "services[" + at + "]";
        int number = index(environment.services().get(at).units().stream().map(Unit::id).toList(), problem.unitId());
        String unit = number < 0 ? service : service + ".units[" + number + "]";
        for (String path : List.of(unit + "." + problem.field(), service + "." + problem.field(), unit, service)) {
            Optional<Integer> line = yaml.line(path);
            if (line.isPresent()) {
                return line.get();
            }
        }
        return 1;
    }

    private static int index(List<String> ids, String id) {
        return IntStream.range(0, ids.size()).filter(i -> ids.get(i).equals(id)).findFirst().orElse(-1);
    }
}
