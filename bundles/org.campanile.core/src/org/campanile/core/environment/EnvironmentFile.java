package org.campanile.core.environment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Environments as YAML. Known keys come in a fixed order (the type's), unknown ones after them in the order they were read, so that
 * what did not change looks the same in a diff. A file written by hand may leave out ids and numbers; they are derived from the names,
 * so that each reading gives the same document. Passwords are written as {@code secret: NAME}; a clear one is understood on reading and
 * refused on writing until {@link EnvironmentSecrets#keep} has put it away. Stateless.
 */
public final class EnvironmentFile {

    private static final int MAX_BYTES = 32 << 20;
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final List<String> TOP = List.of("format", "id", "name", "services");
    private static final List<String> SERVICE = List.of("id", "type", "name", "units");
    private static final List<String> UNIT = List.of("id", "number", "name");

    private final ServiceTypes types;

    /** Reads and writes documents of these types; services of other types keep their values as they are. */
    public EnvironmentFile(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** Reads a file; a wrong one is refused with line and field. */
    public Environment read(Path file) throws FailureException {
        return parse(file.toString(), text(file));
    }

    /** The text of a file, to be {@link #parse parsed}. */
    public static String text(Path file) throws FailureException {
        return SafeFiles.read(file, MAX_BYTES, "reading an environment");
    }

    /**
     * Saves atomically: the old file stands until the new one is on disk. What somebody wrote by hand into the old file (comments, order, quotes) stays where
     * the document says the same.
     */
    public void save(Path file, Environment environment) throws FailureException {
        String text = write(environment);
        if (Files.isRegularFile(file)) {
            text = merged(SafeFiles.read(file, MAX_BYTES, "saving an environment"), environment);
        }
        SafeFiles.write(file, text.getBytes(StandardCharsets.UTF_8), "saving an environment");
    }

    /** The text of a document, made of an older text that somebody may have edited; where that cannot be read or edited, written anew. */
    public String merged(String older, Environment environment) throws FailureException {
        String anew = write(environment);
        try {
            Environment before = parse("the older text", older);
            if (before.equals(environment)) {
                return older;
            }
            boolean windows = older.indexOf('\r') >= 0;
            for (boolean ids : new boolean[] { false, true }) {
                Optional<String> merged = YamlMerge.merge(windows ? older.replace("\r\n", "\n") : older, values(before), values(environment), ids);
                if (merged.isPresent() && parse("the merged text", merged.get()).equals(environment)) {
                    return windows ? merged.get().replace("\n", "\r\n") : merged.get();
                }
            }
            return anew;
        } catch (FailureException e) {
            return anew; // the older text was no document, or held a password in clear
        }
    }

    /** Reads a text; {@code source} names it in failures. */
    public Environment parse(String source, String text) throws FailureException {
        Yaml yaml = Yaml.read(source, text);
        Map<String, Object> top = yaml.root();
        if (yaml.number(top.get("format"), "format", 1) != 1) {
            throw yaml.bad("format", "This version reads format 1 only.");
        }
        String name = yaml.text(top.get("name"), "name");
        if (name.isEmpty()) {
            throw yaml.bad("name", "An environment needs a name.");
        }
        String id = id(yaml, top.get("id"), "id", "environment " + name);
        List<Service> services = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Object item : yaml.list(top.get("services"), "services")) {
            String at = "services[" + services.size() + "]";
            Service service = service(yaml, yaml.map(item, at), at, id);
            if (!ids.add(service.id())) {
                boolean own = yaml.line(at + ".id").isPresent();
                throw yaml.bad(at + (own ? ".id" : ".name"), own ? "Another service or unit has this id." : "Another service has this name, and neither has an id.");
            }
            for (int u = 0; u < service.units().size(); u++) {
                if (!ids.add(service.units().get(u).id())) {
                    throw yaml.bad(at + ".units[" + u + "].id", "Another service or unit has this id.");
                }
            }
            services.add(service);
        }
        Map<String, Object> others = new LinkedHashMap<>(top);
        others.keySet().removeAll(TOP);
        return new Environment(id, name, services, others);
    }

    private Service service(Yaml yaml, Map<String, Object> from, String path, String environmentId) throws FailureException {
        String typeId = yaml.text(from.get("type"), path + ".type");
        if (typeId.isEmpty()) {
            throw yaml.bad(path + ".type", "A service needs a type.");
        }
        String name = yaml.text(from.get("name"), path + ".name");
        String id = id(yaml, from.get("id"), path + ".id", environmentId + " service " + name);
        ServiceType type = types.find(typeId).orElse(null);
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : from.entrySet()) {
            if (!SERVICE.contains(entry.getKey())) {
                Field field = type == null ? null : type.field(entry.getKey()).orElse(null);
                fields.put(entry.getKey(), value(yaml, field, entry.getValue(), path + "." + entry.getKey()));
            }
        }
        List<Unit> units = new ArrayList<>();
        for (Object item : yaml.list(from.get("units"), path + ".units")) {
            String at = path + ".units[" + units.size() + "]";
            units.add(unit(yaml, yaml.map(item, at), at, type, id, units.size() + 1));
        }
        return new Service(id, typeId, name, fields, units);
    }

    private static Unit unit(Yaml yaml, Map<String, Object> from, String path, ServiceType type, String serviceId, int place)
            throws FailureException {
        int number = yaml.number(from.get("number"), path + ".number", place);
        if (number < 0) {
            throw yaml.bad(path + ".number", "A unit's number is not negative.");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : from.entrySet()) {
            if (!UNIT.contains(entry.getKey())) {
                Field field = type == null ? null : type.unitField(entry.getKey()).orElse(null);
                fields.put(entry.getKey(), value(yaml, field, entry.getValue(), path + "." + entry.getKey()));
            }
        }
        return new Unit(id(yaml, from.get("id"), path + ".id", serviceId + " unit " + place), number,
                yaml.text(from.get("name"), path + ".name"), fields);
    }

    private static String id(Yaml yaml, Object value, String path, String derivedFrom) throws FailureException {
        String id = yaml.text(value, path);
        if (id.isEmpty()) {
            return UUID.nameUUIDFromBytes(derivedFrom.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
        }
        if (!ID.matcher(id).matches()) {
            throw yaml.bad(path, "An id has 1 to 64 letters, digits, _ and - (it becomes part of queue and stack names).");
        }
        return id;
    }

    private static Object value(Yaml yaml, Field field, Object value, String path) throws FailureException {
        if (value == null || field == null) {
            return value;
        }
        return switch (field.kind()) {
            case PASSWORD -> password(yaml, value, path);
            case BOOLEAN -> yaml.flag(value, path);
            case INTEGER -> yaml.number(value, path, 0).longValue();
            case LIST -> {
                List<Object> items = new ArrayList<>();
                for (Object item : yaml.list(value, path)) {
                    items.add(yaml.text(item, path + "[" + items.size() + "]"));
                }
                yield items;
            }
            case IMAGE -> value instanceof Map<?, ?> map && map.get("name") instanceof String ? value : yaml.text(value, path);
            case TEXT, FLAVOR, ZONE, DOMAIN, PATTERN, ADDRESS, COMPUTER, NETWORK, SERVICE -> yaml.text(value, path);
        };
    }

    private static Object password(Yaml yaml, Object value, String path) throws FailureException {
        if (value instanceof Map<?, ?> map) {
            if (map.size() == 1 && map.get("secret") instanceof String name && !name.isEmpty()) {
                return new SecretRef(name);
            }
            throw yaml.bad(path, "A password is given as \"secret: NAME\".");
        }
        return Secret.of(yaml.text(value, path));
    }

    /** The document as text; a password in clear is refused. */
    public String write(Environment environment) throws FailureException {
        return Yaml.write(values(environment));
    }

    private Map<String, Object> values(Environment environment) throws FailureException {
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("format", 1L);
        top.put("id", environment.id());
        top.put("name", environment.name());
        top.putAll(plain(environment.others(), environment.name()));
        List<Object> services = new ArrayList<>();
        for (Service service : environment.services()) {
            services.add(service(service));
        }
        top.put("services", services);
        return top;
    }

    private Map<String, Object> service(Service service) throws FailureException {
        ServiceType type = types.find(service.type()).orElse(null);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", service.id());
        map.put("type", service.type());
        map.put("name", service.name());
        map.putAll(ordered(service.fields(), type == null ? List.of() : type.fields(), service.name()));
        List<Object> units = new ArrayList<>();
        for (Unit unit : service.units()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", unit.id());
            one.put("number", (long) unit.number());
            if (!unit.name().isEmpty()) {
                one.put("name", unit.name());
            }
            one.putAll(ordered(unit.fields(), type == null ? List.of() : type.unitFields(), service.name() + ", unit " + unit.number()));
            units.add(one);
        }
        map.put("units", units);
        return map;
    }

    private static Map<String, Object> ordered(Map<String, Object> values, List<Field> order, String owner) throws FailureException {
        Map<String, Object> sorted = new LinkedHashMap<>();
        for (Field field : order) {
            if (values.containsKey(field.key())) {
                sorted.put(field.key(), values.get(field.key()));
            }
        }
        values.forEach(sorted::putIfAbsent);
        return plain(sorted, owner);
    }

    private static Map<String, Object> plain(Map<String, Object> values, String owner) throws FailureException {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            plain.put(entry.getKey(), switch (entry.getValue()) {
                case SecretRef ref -> Map.of("secret", ref.name());
                case Secret clear -> throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "saving an environment",
                        owner + ", " + entry.getKey(), "", "A password would be written in clear.",
                        "Keep the environment's passwords with the other secrets first."));
                case Object other -> other;
            });
        }
        return plain;
    }
}
