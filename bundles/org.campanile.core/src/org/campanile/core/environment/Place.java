package org.campanile.core.environment;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** A place in a document at which rules report. */
record Place(String serviceId, String unitId, String field) {

    static Place environment(String field) {
        return new Place("", "", field);
    }

    static Place of(Service service, String field) {
        return new Place(service.id(), "", field);
    }

    static Place of(Service service, Unit unit, String field) {
        return new Place(service.id(), unit.id(), field);
    }

    Problem error(String rule, String message, String fix) {
        return new Problem(Problem.Severity.ERROR, rule, serviceId, unitId, field, message, fix, Optional.empty());
    }

    Problem error(String rule, String message, String fix, String label, UnaryOperator<Environment> edit) {
        return new Problem(Problem.Severity.ERROR, rule, serviceId, unitId, field, message, fix,
                Optional.of(new Problem.QuickFix(label, edit)));
    }

    Problem problem(Problem.Severity how, String rule, String message, String fix, String label, UnaryOperator<Environment> edit) {
        return new Problem(how, rule, serviceId, unitId, field, message, fix, Optional.of(new Problem.QuickFix(label, edit)));
    }

    Problem info(String rule, String message, String fix) {
        return new Problem(Problem.Severity.INFO, rule, serviceId, unitId, field, message, fix, Optional.empty());
    }

    Problem warning(String rule, String message, String fix) {
        return new Problem(Problem.Severity.WARNING, rule, serviceId, unitId, field, message, fix, Optional.empty());
    }

    Problem warning(String rule, String message, String fix, String label, UnaryOperator<Environment> edit) {
        return new Problem(Problem.Severity.WARNING, rule, serviceId, unitId, field, message, fix,
                Optional.of(new Problem.QuickFix(label, edit)));
    }
}
