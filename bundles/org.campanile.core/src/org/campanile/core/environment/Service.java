package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One service of an environment: a type, a name, field values and units. An immutable value; what fields there are and what they must
 * satisfy is said by its {@link ServiceType}. Keys that the type does not know are kept.
 *
 * @param id 32 lower-case hex digits, never changed
 * @param type id of the service type, e.g. {@code "activeDirectory"}
 * @param name the service's name; for a domain the domain's name
 * @param fields values in order: {@code String}, {@code Long}, {@code Double}, {@code Boolean}, lists and maps of these, and for passwords
 *        {@link SecretRef} or, in memory only, {@link org.campanile.core.secret.Secret}
 * @param units at least one in a valid document
 */
public record Service(String id, String type, String name, Map<String, Object> fields, List<Unit> units) {

    /** Key of the domain a service joins. */
    public static final String DOMAIN = "domain";
    /** Key of the host name pattern. */
    public static final String PATTERN = "unitNamingPattern";
    /** Key of the flavor's name. */
    public static final String FLAVOR = "flavor";
    /** Key of the image. */
    public static final String IMAGE = "osImage";
    /** Key of the availability zone. */
    public static final String ZONE = "availabilityZone";

    /** Flavor of units whose service names none (protocol document, section 4.2). */
    public static final String DEFAULT_FLAVOR = "m1.medium";

    public Service {
        Objects.requireNonNull(id);
        Objects.requireNonNull(type);
        name = name == null ? "" : name;
        fields = Values.copy(fields);
        units = List.copyOf(units);
    }

    /** The value of a field, or {@code null}. */
    public Object value(String key) {
        return fields.get(key);
    }

    /** A field as text, empty when absent; for an image its name. */
    public String text(String key) {
        return Values.text(fields.get(key));
    }

    /** Whether a yes/no field says yes; an absent one says no. */
    public boolean flag(String key) {
        return Boolean.TRUE.equals(fields.get(key));
    }

    /** Name of the image the units boot from, or empty. */
    public String image() {
        return text(IMAGE);
    }

    /** The unit with that id. */
    public Optional<Unit> unit(String unitId) {
        return units.stream().filter(unit -> unit.id().equals(unitId)).findFirst();
    }

    /** The first unit that is marked as master. */
    public Optional<Unit> master() {
        return units.stream().filter(Unit::isMaster).findFirst();
    }

    /** This service with a field set, or cleared when {@code value} is {@code null}. */
    public Service with(String key, Object value) {
        return new Service(id, type, name, Values.with(fields, key, value), units);
    }

    /** This service under another name. */
    public Service withName(String newName) {
        return new Service(id, type, newName, fields, units);
    }

    /** This service with other units. */
    public Service withUnits(List<Unit> newUnits) {
        return new Service(id, type, name, fields, newUnits);
    }

    /** This service with one unit replaced (same id); unchanged when there is no such unit. */
    public Service withUnit(Unit unit) {
        return withUnits(units.stream().map(old -> old.id().equals(unit.id()) ? unit : old).toList());
    }

    /** This service with a unit added at the end. */
    public Service plusUnit(Unit unit) {
        List<Unit> more = new ArrayList<>(units);
        more.add(unit);
        return withUnits(more);
    }

    /** This service without that unit. */
    public Service minusUnit(String unitId) {
        return withUnits(units.stream().filter(unit -> !unit.id().equals(unitId)).toList());
    }

    /** The number that the next unit gets: one more than the highest in use. */
    public int nextNumber() {
        return units.stream().mapToInt(Unit::number).max().orElse(0) + 1;
    }
}
