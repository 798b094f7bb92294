package org.campanile.ui.topology.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Field;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.eclipse.osgi.util.NLS;

/**
 * A cell of the table of services as a field: the same values, the same edits and the same problems as the field of the form has. What the document
 * cannot hold at all, such as a number of units that is none, is refused; all else is taken, and the rules tell. Immutable.
 */
public final class RowField {

    /** Columns of the table that are fields, with the fields' keys. */
    private static final Map<String, String> KEYS = Map.of("name", "name", "units", "units", "hosts", Service.PATTERN, "domain", Service.DOMAIN, "zone", Service.ZONE,
            "image", Service.IMAGE, "flavor", Service.FLAVOR);

    private final FieldBinding binding;
    private final Field.Kind kind;
    private final ServiceType.Units units;

    private RowField(FieldBinding binding, Field.Kind kind, ServiceType.Units units) {
        this.binding = binding;
        this.kind = kind;
        this.units = units;
    }

    /** The field behind a column of a service's row; empty when there is none, or when it means nothing in this service. */
    public static Optional<RowField> of(ServiceTypes types, Service service, String column) {
        Optional<ServiceType> type = types.find(service.type());
        return switch (column) {
            case "name" -> {
                String label = type.map(t -> t.nameRule().label()).orElse(Messages.name);
                yield Optional.of(new RowField(FieldBinding.serviceName(service.id(), label, types), Field.Kind.TEXT, null));
            }
            case "units" -> type.map(t -> new RowField(count(service.id(), types), Field.Kind.INTEGER, t.units()));
            default -> type.flatMap(t -> t.field(KEYS.getOrDefault(column, ""))).filter(f -> f.appliesTo(service))
                    .map(f -> new RowField(FieldBinding.service(service.id(), f), f.kind(), null));
        };
    }

    /** Whether a problem of a service is about the field of that column. */
    public static boolean concerns(Problem problem, String column) {
        return problem.unitId().isEmpty() && problem.field().equals(KEYS.get(column));
    }

    private static FieldBinding count(String serviceId, ServiceTypes types) {
        return new FieldBinding(serviceId, "", "units", Messages.numberOfUnits, env -> env.service(serviceId).map(s -> (long) s.units().size()).orElse(0L),
                (env, v) -> v instanceof Long wanted ? units(env, types, serviceId, wanted.intValue()) : env);
    }

    /** New units come last; of too many the last ones go, the first unit of all last. */
    private static Environment units(Environment env, ServiceTypes types, String serviceId, int wanted) {
        Environment now = env;
        while (size(now, serviceId) < wanted) {
            Environment more = now.addUnit(serviceId, types);
            if (size(more, serviceId) == size(now, serviceId)) {
                return env;
            }
            now = more;
        }
        while (size(now, serviceId) > wanted) {
            List<Unit> there = now.service(serviceId).orElseThrow().units();
            now = now.removeUnit(there.reversed().stream().filter(u -> !u.isMaster()).findFirst().orElse(there.getLast()).id());
        }
        return now;
    }

    private static int size(Environment env, String serviceId) {
        return env.service(serviceId).map(s -> s.units().size()).orElse(0);
    }

    /** The value as text. */
    public String text(Environment environment) {
        return TextRow.words(binding.get().apply(environment));
    }

    /** What is offered, which may be nothing while the lab is not known; empty when it is free text. */
    public Optional<List<String>> choices(Choices choices, Environment environment, ServiceTypes types) {
        return switch (kind) {
            case FLAVOR, IMAGE, ZONE, DOMAIN -> Optional.of(choices.of(kind, environment, types));
            default -> Optional.empty();
        };
    }

    /** Why the document cannot hold this at all. */
    public Optional<String> refusal(String typed) {
        if (units == null) {
            return Optional.empty();
        }
        if (!typed.strip().matches("[0-9]{1,6}")) {
            return Optional.of(Messages.unitsWholeNumber);
        }
        int count = Integer.parseInt(typed.strip());
        if (count < units.min()) {
            return Optional.of(units.min() == 1 ? Messages.atLeastOneUnit : NLS.bind(Messages.atLeastUnits, units.min()));
        }
        return count > units.max() ? Optional.of(atMost(units.max())) : Optional.empty();
    }

    /** Says how many units a service may have. */
    static String atMost(int units) {
        return units == 1 ? Messages.atMostOneUnit : NLS.bind(Messages.atMostUnits, units);
    }

    /** The document with what was typed; it must not be refused. */
    public Environment with(Environment environment, String typed) {
        return binding.set().apply(environment, TextRow.value(kind, typed));
    }

    /** Makes what was typed the value: one step of undo, even after another edit of the same field. */
    public void edit(EnvironmentDocument document, String typed) {
        document.edit(NLS.bind(Messages.changeField, binding.inSentence()), env -> with(env, typed));
    }

    /** The worst problem of this field. */
    public Optional<Problem> problem(List<Problem> problems) {
        return problems.stream().filter(binding::concerns).min((a, b) -> a.severity().compareTo(b.severity()));
    }
}
