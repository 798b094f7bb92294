package org.campanile.core.environment;

import java.util.List;
import java.util.Optional;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;

/** Problems of a document as findings, for the same lists and reports as those of all other checks. */
public final class EnvironmentFindings {

    private EnvironmentFindings() {
    }

    /** One finding for each problem, in the same order. */
    public static List<Finding> of(Environment environment, List<Problem> problems) {
        return problems.stream().map(problem -> new Finding(problem.rule(), "Environment rules", "Environment", subject(environment, problem),
                severity(problem), problem.message(), "", "", problem.fix(), Optional.empty(), null, null)).toList();
    }

    private static Severity severity(Problem problem) {
        return switch (problem.severity()) {
            case ERROR -> Severity.ERROR;
            case WARNING -> Severity.WARNING;
            case INFO -> Severity.INFO;
        };
    }

    private static String subject(Environment environment, Problem problem) {
        StringBuilder subject = new StringBuilder(environment.name());
        environment.service(problem.serviceId()).ifPresent(service -> {
            subject.append(" / ").append(service.name());
            service.unit(problem.unitId()).ifPresent(unit -> subject.append(" / ").append(HostNames.of(service, unit)));
        });
        return problem.field().isEmpty() ? subject.toString() : subject + ", " + problem.field();
    }
}
