package org.campanile.core.environment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.task.FailureException;

/** Tells in which line of a document's text a problem is, as it is told of a text that is no document. Immutable. */
public final class ProblemLines {

    private final Yaml yaml;
    /** Where services and units are in the text, by id. */
    private final Map<String, String> paths = new HashMap<>();

    private ProblemLines(Yaml yaml, Environment environment) {
        this.yaml = yaml;
        for (int i = 0; i < environment.services().size(); i++) {
            Service service = environment.services().get(i);
            String at = "services[" + i + "]";
            paths.put(service.id(), at);
            for (int u = 0; u < service.units().size(); u++) {
                paths.put(service.units().get(u).id(), at + ".units[" + u + "]");
            }
        }
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
        String service = paths.get(problem.serviceId());
        if (service == null) {
            return yaml.line(problem.field()).orElse(1);
        }
        String unit = paths.getOrDefault(problem.unitId(), service);
        for (String path : List.of(unit + "." + problem.field(), service + "." + problem.field(), unit, service)) {
            Optional<Integer> line = yaml.line(path);
            if (line.isPresent()) {
                return line.get();
            }
        }
        return 1;
    }
}
