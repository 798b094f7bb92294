package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Tells of keys that nothing reads. They are kept, since a team may note what it likes; one that is nearly a known key is most likely that one with a slip of the pen.
 */
final class KnownKeys {

    private static final List<String> TOP = List.of("services", Environment.NETWORK, Environment.KEY_PAIR, Environment.ACCESS, Environment.SUBNET,
            Environment.STANDBY_OF);

    private final ServiceTypes types;

    KnownKeys(ServiceTypes types) {
        this.types = types;
    }

    void check(Environment environment, Consumer<Problem> out) {
        unknown(environment.others(), TOP, "An environment", Place::environment, (old, now) -> env -> env.with(now, env.others().get(old)).with(old, null), out);
        for (Service service : environment.services()) {
            Optional<ServiceType> found = types.find(service.type()).filter(type -> !type.ofPackage());
            if (found.isEmpty()) {
                continue; // what an object of a package holds is the package's affair
            }
            List<String> own = new ArrayList<>(found.get().fields().stream().map(Field::key).toList());
            own.addAll(List.of("units", MuranoObjects.MODEL));
            unknown(service.fields(), own, found.get().title(), key -> Place.of(service, key),
                    (old, now) -> env -> env.setField(service.id(), now, service.value(old)).setField(service.id(), old, null), out);
            List<String> ofUnits = found.get().unitFields().stream().map(Field::key).toList();
            for (Unit unit : service.units()) {
                unknown(unit.fields(), ofUnits, "A unit of " + found.get().title(), key -> Place.of(service, unit, key),
                        (old, now) -> env -> env.setUnitField(unit.id(), now, unit.value(old)).setUnitField(unit.id(), old, null), out);
            }
        }
    }

    private interface Renaming {
        UnaryOperator<Environment> of(String old, String now);
    }

    private static void unknown(Map<String, Object> values, List<String> known, String owner, Function<String, Place> at, Renaming renaming, Consumer<Problem> out) {
        for (String key : values.keySet()) {
            if (known.contains(key)) {
                continue;
            }
            String message = owner + " has no field " + key + "; nothing reads it.";
            String fix = "Remove it, or leave it as a note.";
            Optional<String> meant = known.stream().filter(other -> near(key, other)).findFirst();
            if (meant.isEmpty()) {
                out.accept(at.apply(key).info("field-unknown", message, fix));
            } else if (values.containsKey(meant.get()) || meant.get().equals("units") || meant.get().equals("services")) {
                out.accept(at.apply(key).warning("field-unknown", message + " It is nearly " + meant.get() + ".", fix));
            } else {
                out.accept(at.apply(key).warning("field-unknown", message, "Write " + meant.get() + " if that is meant.", "Call it " + meant.get(),
                        renaming.of(key, meant.get())));
            }
        }
    }

    /** Whether at most two letters are added, left out or others, and one of three at most. */
    private static boolean near(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int most = Math.min(2, b.length() / 3);
        if (a.length() > 64 || Math.abs(a.length() - b.length()) > most) {
            return false;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()] <= most;
    }
}
