package org.campanile.core.environment;

import java.util.Map;
import java.util.Objects;

/**
 * One instance of a service: a virtual machine. An immutable value.
 *
 * @param id 32 lower-case hex digits, never changed; part of its agent's queue name
 * @param number what replaces {@code #} in the service's host name pattern; kept when other units go, so that hosts keep their names
 * @param name a name for people, may be empty
 * @param fields the type's unit fields and any unknown keys, in order; values as in {@link Service#fields()}
 */
public record Unit(String id, int number, String name, Map<String, Object> fields) {

    public Unit {
        Objects.requireNonNull(id);
        name = name == null ? "" : name;
        fields = Values.copy(fields);
    }

    /** The value of a field, or {@code null}. */
    public Object value(String key) {
        return fields.get(key);
    }

    /** Whether a yes/no field says yes; an absent one says no. */
    public boolean flag(String key) {
        return Boolean.TRUE.equals(fields.get(key));
    }

    /** Whether this is the master (first domain controller, first node of a cluster). */
    public boolean isMaster() {
        return flag("isMaster");
    }

    /** This unit with a field set, or cleared when {@code value} is {@code null}. */
    public Unit with(String key, Object value) {
        return new Unit(id, number, name, Values.with(fields, key, value));
    }
}
