package org.campanile.core.recipe;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.lab.Lab;
import org.campanile.core.remote.HostProfile;

/** What placeholders and conditions see: values of parameters, of the lab, and what follows from a file's name or a host. Sees what is put into its map later. */
final class Scope {

    private final Lab lab;
    private final Map<String, Object> parameters;

    Scope(Lab lab, Map<String, Object> parameters) {
        this.lab = lab;
        this.parameters = parameters;
    }

    Optional<Object> value(String name) {
        if (name.startsWith("lab.")) {
            return LabValues.of(lab, name);
        }
        int dot = name.indexOf('.');
        if (dot < 0) {
            return Optional.ofNullable(parameters.get(name));
        }
        return Optional.ofNullable(parameters.get(name.substring(0, dot))).map(v -> derived(v.toString(), name.substring(dot + 1))).filter(t -> !t.isEmpty())
                .map(t -> t);
    }

    String text(String name) {
        return value(name).map(Typed::text).orElse("");
    }

    private String derived(String value, String what) {
        String file = value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
        Optional<HostProfile> host = lab.hosts().stream().filter(h -> h.name().equals(value)).findFirst();
        return switch (what) {
            case "name" -> file;
            case "stem" -> file.replaceFirst("(?<=.)\\.[A-Za-z0-9]+$", "");
            case "address" -> host.map(HostProfile::address).orElse("");
            case "user" -> host.map(HostProfile::user).orElse("");
            case "port" -> host.map(h -> String.valueOf(h.port())).orElse("");
            default -> "";
        };
    }

    /** What a name after the dot makes of a parameter; empty when nothing. */
    static Optional<ValueType> derivedType(ValueType of, String what) {
        return switch (of) {
            case FILE -> Set.of("name", "stem").contains(what) ? Optional.of(ValueType.TEXT) : Optional.empty();
            case HOST -> Set.of("address", "user", "port").contains(what) ? Optional.of(ValueType.TEXT) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
