package org.campanile.core.environment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;

/** Problems of a document as findings, for the same lists and reports as those of all other checks. */
public final class EnvironmentFindings {

    private EnvironmentFindings() {
    }

    /** One finding for each problem, in the same order. */
    public static List<Finding> of(Environment environment, List<Problem> problems) {
        Map<String, Service> services = new HashMap<>();
        environment.services().forEach(service -> services.put(service.id(), service));
        return problems.stream().map(problem -> new Finding(problem.rule(), "Environment rules", "Environment", subject(environment, services, problem),
                severity(problem), problem.message(), "", "", problem.fix(), Optional.empty(), null, null)).toList();
    }

    private static Severity severity(Problem problem) {
        return switch (problem.severity()) {
            case ERROR -> Severity.ERROR;
            case WARNING -> Severity.WARNING;
            case INFO -> Severity.INFO;
        };
    }

    private static String subject(Environment environment, Map<String, Service> services, Problem problem) {
        StringBuilder subject = new StringBuilder(environment.name());
        Optional.ofNullable(services.get(problem.serviceId())).ifPresent(service -> {
            subject.append(" / ").append(service.name());
            service.unit(problem.unitId()).ifPresent(unit -> subject.append(" / ").append(HostNames.of(service, unit)));
        });
        return problem.field().isEmpty() ? subject.toString() : subject + ", " + problem.field();
    }
}
