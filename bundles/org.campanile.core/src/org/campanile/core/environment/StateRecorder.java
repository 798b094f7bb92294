package org.campanile.core.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The changing side of a {@link DeployedState}: what is kept while a deployment runs. A change costs the same however many units there are, where
 * a new state for each step would copy all of them. One thread.
 */
public final class StateRecorder implements KeptKeys {

    private DeployedState base;
    private final Map<String, Map<String, Object>> services = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> units = new LinkedHashMap<>();

    /** Begins with what is deployed now. */
    public StateRecorder(DeployedState before) {
        base = Objects.requireNonNull(before);
    }

    @Override
    public Object ofService(String serviceId, String key) {
        Map<String, Object> changed = services.get(serviceId);
        return changed == null ? base.ofService(serviceId, key) : changed.get(key);
    }

    @Override
    public Object ofUnit(String unitId, String key) {
        Map<String, Object> changed = units.get(unitId);
        return changed == null ? base.ofUnit(unitId, key) : changed.get(key);
    }

    /** Sets a key of a service, or clears it when {@code value} is {@code null}. */
    public void keepOfService(String serviceId, String key, Object value) {
        keep(services.computeIfAbsent(serviceId, id -> new LinkedHashMap<>(base.services().getOrDefault(id, Map.of()))), key, value);
    }

    /** Sets a key of a unit, or clears it when {@code value} is {@code null}. */
    public void keepOfUnit(String unitId, String key, Object value) {
        keep(units.computeIfAbsent(unitId, id -> new LinkedHashMap<>(base.units().getOrDefault(id, Map.of()))), key, value);
    }

    private static void keep(Map<String, Object> keys, String key, Object value) {
        if (value == null) {
            keys.remove(key);
        } else {
            keys.put(key, value);
        }
    }

    /** The stack was created, updated or deleted: from here on the state is this one. */
    public void replace(DeployedState state) {
        base = Objects.requireNonNull(state);
        services.clear();
        units.clear();
    }

    /** All that is kept now; costs as much as there are units. */
    public DeployedState state() {
        return base.with(services, units);
    }
}
