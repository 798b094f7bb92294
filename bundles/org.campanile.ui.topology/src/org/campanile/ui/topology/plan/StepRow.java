package org.campanile.ui.topology.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.deploy.PlanSchedule;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;

/**
 * A step as it stands in the table; made in the background, since a large plan has ten thousand of them. A value.
 *
 * @param id id of the step
 * @param serviceId id of its service, empty for the stack
 * @param kind what is done
 * @param unit host name, or "Stack"
 * @param service name of its service, empty for the stack
 * @param template what is done, as the plan names it
 * @param functions what is called
 * @param after what it waits for
 * @param optional whether a failure is only a warning
 * @param expected how long it usually takes, in seconds
 * @param begins when it begins, in seconds after the beginning
 * @param ends when it is done
 * @param critical whether the whole takes longer when it does
 * @param round its round in the original
 * @param roundEnds when it would be done there
 * @param servicePlace place of its service in the document
 * @param unitPlace place of its unit in the document
 */
record StepRow(String id, String serviceId, PlannedStep.Kind kind, String unit, String service, String template, String functions, String after, boolean optional, int expected,
        double begins, double ends, boolean critical, int round, double roundEnds, int servicePlace, int unitPlace) {

    /** What begins first stands first. */
    static final Comparator<StepRow> TIME = Comparator.comparingDouble(StepRow::begins).thenComparingDouble(StepRow::ends);

    static List<StepRow> of(Environment environment, PlanSchedule schedule) {
        Map<String, Integer> places = new HashMap<>();
        Map<String, Service> services = new HashMap<>();
        for (Service service : environment.services()) {
            services.put(service.id(), service);
            places.put(service.id(), places.size() + 1);
            for (Unit unit : service.units()) {
                places.put(unit.id(), places.size() + 1);
            }
        }
        List<StepRow> rows = new ArrayList<>();
        for (PlanSchedule.Line line : schedule.lines()) {
            PlannedStep step = line.step();
            rows.add(new StepRow(step.id(), step.service(), step.kind(), step.unit().isEmpty() ? Messages.stack : step.hostName(),
                    Optional.ofNullable(services.get(step.service())).map(Service::name).orElse(""), step.template(), String.join(", ", step.functions()),
                    String.join(", ", step.after()), step.optional(), step.expectedSeconds(), line.begins(), line.ends(), line.critical(), line.round(), line.roundEnds(),
                    places.getOrDefault(step.service(), 0), places.getOrDefault(step.unit(), 0)));
        }
        rows.sort(TIME);
        return List.copyOf(rows);
    }

    /** What is done, in words. */
    String kindWord() {
        return switch (kind) {
            case HEAT -> Messages.heat;
            case PROBE -> Messages.probe;
            case AGENT -> Messages.agentPlan;
        };
    }

    /** Lucide name of its picture. */
    String icon() {
        return switch (kind) {
            case HEAT -> "layers";
            case PROBE -> "radio";
            case AGENT -> "square-terminal";
        };
    }
}
