package org.campanile.ui.topology.form;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Field;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;

/**
 * Where a field of the form reads and writes. A value.
 *
 * @param serviceId the service, empty for the environment
 * @param unitId the unit, empty for the service
 * @param field key of the field as problems name it
 * @param label what stands beside it
 * @param get its value now
 * @param set the document with another value, {@code null} to clear
 */
record FieldBinding(String serviceId, String unitId, String field, String label, Function<Environment, Object> get,
        BiFunction<Environment, Object, Environment> set) {

    static FieldBinding environmentName() {
        return new FieldBinding("", "", "name", Messages.name, Environment::name, (env, v) -> env.rename(v == null ? "" : String.valueOf(v)));
    }

    static FieldBinding environment(String key, String label) {
        return new FieldBinding("", "", key, label, env -> env.others().get(key), (env, v) -> env.with(key, v));
    }

    static FieldBinding serviceName(String serviceId, String label, ServiceTypes types) {
        return new FieldBinding(serviceId, "", "name", label, env -> env.service(serviceId).map(Service::name).orElse(""),
                (env, v) -> env.renameService(serviceId, v == null ? "" : String.valueOf(v), types));
    }

    static FieldBinding service(String serviceId, Field field) {
        return new FieldBinding(serviceId, "", field.key(), field.label(), env -> env.service(serviceId).map(s -> s.value(field.key())).orElse(null),
                (env, v) -> env.setField(serviceId, field.key(), v));
    }

    static FieldBinding unit(String serviceId, String unitId, Field field) {
        return new FieldBinding(serviceId, unitId, field.key(), field.label(),
                env -> env.service(serviceId).flatMap(s -> s.unit(unitId)).map(u -> u.value(field.key())).orElse(null),
                (env, v) -> field.key().equals("isMaster") && Boolean.TRUE.equals(v) ? onlyMaster(env, serviceId, unitId)
                        : env.setUnitField(unitId, field.key(), v));
    }

    /** There is one master, so choosing another takes it from the one before. */
    private static Environment onlyMaster(Environment env, String serviceId, String unitId) {
        return env.editService(serviceId, s -> {
            List<Unit> units = s.units().stream().map(u -> u.with("isMaster", u.id().equals(unitId))).toList();
            return s.withUnits(units);
        });
    }

    /** Whether a problem is about this field. */
    boolean concerns(Problem problem) {
        return problem.serviceId().equals(serviceId) && problem.unitId().equals(unitId) && problem.field().equals(field);
    }

    /** The label inside a sentence: {@code image}, but {@code DNS server}. */
    String inSentence() {
        boolean acronym = label.length() > 1 && Character.isUpperCase(label.charAt(1));
        return label.isEmpty() || acronym ? label : label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
    }

    /** Edits of one field directly after each other are one step of undo. */
    String mergeKey() {
        return serviceId + "/" + unitId + "/" + field;
    }
}
