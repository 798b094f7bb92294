package org.campanile.core.environment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Service descriptors of Murano 0.2 (protocol document, sections 1.5 and 5) as environments, and back. Read are a single service, a list of
 * services, an object with {@code services} (a list, or lists by type), and a whole environment. Passwords become {@link Secret}s in memory, which
 * {@link EnvironmentSecrets#keep} has to put away before the document is saved. What API and conductor add is left out. Stateless.
 */
public final class Descriptors {

    static final Set<String> OWN = Set.of("id", "type", "name", "units");
    /** What the API and the conductor add, the dashboard's derived keys, and states of answers. */
    private static final Set<String> ADDED = Set.of("created", "updated", "state", "status", "uri", "temp", "credentials", "instanceCount", "clusterIp");

    private final ServiceTypes types;

    /** Descriptors of these types; services of other types keep their values as they are. */
    public Descriptors(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** Reads a JSON text; {@code source} names it in failures, {@code name} the environment when the text does not. */
    public Environment read(String source, String text, String name) throws FailureException {
        JsonElement top;
        try {
            top = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw bad(source, "", "The text is no JSON: " + e.getMessage());
        }
        String id = top instanceof JsonObject object && object.has("services") ? text(object, "id") : "";
        String called = top instanceof JsonObject object && object.has("services") && !text(object, "name").isEmpty() ? text(object, "name") : name;
        return read(source, services(source, top), id.isEmpty() ? derived("environment " + called) : id, called);
    }

    /** Reads services. */
    public Environment read(String source, List<JsonElement> services, String id, String name) throws FailureException {
        List<Service> read = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonElement element : services) {
            String at = "service " + (read.size() + 1);
            if (!(element instanceof JsonObject object)) {
                throw bad(source, at, "An object is expected here.");
            }
            Service service = service(source, at, object, id);
            if (!ids.add(service.id()) || service.units().stream().anyMatch(unit -> !ids.add(unit.id()))) {
                throw bad(source, at, "An id occurs twice.");
            }
            read.add(service);
        }
        return new Environment(id, name, read, Map.of());
    }

    static List<JsonElement> services(String source, JsonElement top) throws FailureException {
        if (top instanceof JsonArray array) {
            return array.asList();
        }
        if (!(top instanceof JsonObject object)) {
            throw bad(source, "", "A service, a list of services, or an object with services is expected.");
        }
        JsonElement inner = object.get("services");
        return switch (inner) {
            case null -> List.of(object);
            case JsonArray array -> array.asList();
            case JsonObject byType -> {
                List<JsonElement> all = new ArrayList<>();
                byType.entrySet().forEach(entry -> all.addAll(entry.getValue() instanceof JsonArray list ? list.asList() : List.of(entry.getValue())));
                yield all;
            }
            default -> throw bad(source, "services", "A list of services is expected here.");
        };
    }

    private Service service(String source, String at, JsonObject from, String environmentId) throws FailureException {
        String typeId = text(from, "type");
        if (typeId.isEmpty()) {
            throw bad(source, at + ", type", "A service needs a type.");
        }
        ServiceType type = types.find(typeId).orElse(null);
        boolean provider = type != null && type.providesDomain();
        String name = provider && !text(from, Service.DOMAIN).isEmpty() ? text(from, Service.DOMAIN) : text(from, "name");
        String id = id(source, at, from, environmentId + " service " + typeId + " " + name);
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : from.entrySet()) {
            String key = entry.getKey().equals("clusterIp") && !from.has("clusterIP") ? "clusterIP" : entry.getKey();
            boolean skipped = OWN.contains(key) || ADDED.contains(key) || provider && key.equals(Service.DOMAIN);
            Object value = skipped ? null : value(type == null ? null : type.field(key).orElse(null), entry.getValue());
            if (value != null) {
                fields.put(key, value);
            }
        }
        List<Unit> units = new ArrayList<>();
        JsonElement list = from.get("units");
        if (list != null && !(list instanceof JsonArray)) {
            throw bad(source, at + ", units", "A list is expected here.");
        }
        for (JsonElement element : list instanceof JsonArray array ? array.asList() : List.<JsonElement>of()) {
            if (!(element instanceof JsonObject unit)) {
                throw bad(source, at + ", unit " + (units.size() + 1), "An object is expected here.");
            }
            units.add(unit(source, at + ", unit " + (units.size() + 1), unit, type, id, units.size() + 1));
        }
        List<String> domains = units.isEmpty() ? List.of() : ((JsonArray) list).asList().stream().map(unit -> text(unit.getAsJsonObject(), Service.DOMAIN)).toList();
        if (provider) {
            refuseOtherDomain(source, at, name, units, domains);
        } else if (type != null && type.joinsDomain() && !fields.containsKey(Service.DOMAIN)) {
            common(source, at, domains).ifPresent(domain -> fields.put(Service.DOMAIN, domain));
        }
        return new Service(id, typeId, name, fields, units);
    }

    /** A unit's own domain is the conductor's (section 5.1). Where a client gave the first controller another one, the original has it join, which no controller can. */
    private static void refuseOtherDomain(String source, String at, String name, List<Unit> units, List<String> domains) throws FailureException {
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i).isMaster() && !domains.get(i).isEmpty() && !domains.get(i).equals(name)) {
                throw bad(source, at + ", unit " + (i + 1) + ", domain", "The first controller of domain " + name + " cannot be a member of domain " + domains.get(i) + ".");
            }
        }
    }

    /** The domain that the units have where their service has none: the original leaves them in it. */
    private static Optional<String> common(String source, String at, List<String> domains) throws FailureException {
        Set<String> different = new HashSet<>(domains);
        if (different.size() > 1) {
            throw bad(source, at + ", units, domain", "The units are in different domains, or only some in one; all units of a service are in the same.");
        }
        return different.stream().filter(domain -> !domain.isEmpty()).findFirst();
    }

    private static Unit unit(String source, String at, JsonObject from, ServiceType type, String serviceId, int number) throws FailureException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : from.entrySet()) {
            Field field = type == null ? null : type.unitField(entry.getKey()).orElse(null);
            boolean skipped = field == null && (OWN.contains(entry.getKey()) || ADDED.contains(entry.getKey()) || entry.getKey().equals(Service.DOMAIN));
            Object value = skipped ? null : value(field, entry.getValue());
            if (value != null) {
                fields.put(entry.getKey(), value);
            }
        }
        return new Unit(id(source, at, from, serviceId + " unit " + number), number, text(from, "name"), fields);
    }

    /** The document's value of a descriptor's; {@code null} for what says nothing. */
    private static Object value(Field field, JsonElement element) {
        Object value = JsonValues.plain(element);
        if (value == null || "".equals(value)) {
            return null;
        }
        if (field == null) {
            return value;
        }
        return switch (field.kind()) {
            case PASSWORD -> Secret.of(String.valueOf(value));
            case INTEGER -> value instanceof String text && text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : value;
            case BOOLEAN -> value instanceof String text && text.matches("true|false") ? (Object) Boolean.valueOf(text) : value;
            case LIST -> value instanceof String text ? List.of(text.split("\\s*,\\s*")) : value;
            case IMAGE -> value instanceof Map<?, ?> object && object.get("name") instanceof String name && object.equals(named(name)) ? name : value;
            case TEXT, FLAVOR, ZONE, DOMAIN, PATTERN, ADDRESS, COMPUTER, NETWORK, SERVICE -> value;
        };
    }

    private static String text(JsonObject from, String key) {
        return Values.text(JsonValues.plain(from.get(key)));
    }

    private static String id(String source, String at, JsonObject from, String derivedFrom) throws FailureException {
        String id = text(from, "id");
        if (id.isEmpty()) {
            return derived(derivedFrom);
        }
        if (!id.matches("[0-9A-Za-z_-]{1,64}")) {
            throw bad(source, at + ", id", "An id has 1 to 64 letters, digits, _ and -.");
        }
        return id;
    }

    private static String derived(String from) {
        return UUID.nameUUIDFromBytes(from.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    }

    private static FailureException bad(String source, String at, String meaning) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading service descriptors", at.isEmpty() ? source : source + ", " + at, "", meaning,
                "Correct the file and read it again."));
    }

    /** Finds the clear password behind a field's value. */
    @FunctionalInterface
    public interface Passwords {
        /** The clear password of a {@link SecretRef} or {@link Secret}. */
        Secret clear(Object value) throws FailureException;
    }

    /** The services as the 0.2 API takes them, passwords in clear: to be sent, or to be written where its owner wants it. */
    public JsonArray write(Environment environment, Passwords passwords) throws FailureException {
        JsonArray services = new JsonArray();
        for (Service service : environment.services()) {
            ServiceType type = types.find(service.type()).orElse(null);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", service.id());
            map.put("type", service.type());
            map.put("name", service.name());
            map.putAll(values(service.fields(), type == null ? List.of() : type.fields(), passwords));
            if (type != null) {
                for (Map.Entry<String, Object> extra : type.descriptor().entrySet()) {
                    map.put(extra.getKey(), extra(service, extra.getValue(), passwords));
                }
            }
            List<Object> units = new ArrayList<>();
            for (Unit unit : service.units()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("id", unit.id());
                if (!unit.name().isEmpty()) {
                    one.put("name", unit.name());
                }
                for (Map.Entry<String, Object> field : unit.fields().entrySet()) {
                    one.put(field.getKey(), clear(field.getValue(), passwords));
                }
                units.add(one);
            }
            map.put("units", units);
            services.add(JsonValues.json(map));
        }
        return services;
    }

    /** The same as indented JSON. */
    public String text(Environment environment, Passwords passwords) throws FailureException {
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(write(environment, passwords)) + "\n";
    }

    /** The type's fields come first, unset ones of the original's forms as empty texts, as the dashboard posts them. */
    private static Map<String, Object> values(Map<String, Object> values, List<Field> order, Passwords passwords) throws FailureException {
        Map<String, Object> all = new LinkedHashMap<>();
        Set<String> ours = Set.of(Placement.NETWORK, Placement.FLOATING, Placement.ANTI_AFFINITY, Placement.VOLUMES, Placement.GROUPS);
        for (Field field : order) {
            Object value = values.get(field.key());
            if (value != null || !ours.contains(field.key())) {
                all.put(field.key(), value != null ? written(field, clear(value, passwords)) : switch (field.kind()) {
                    case BOOLEAN -> Boolean.FALSE;
                    case LIST -> List.of();
                    default -> "";
                });
            }
        }
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            all.putIfAbsent(entry.getKey(), clear(entry.getValue(), passwords));
        }
        return all;
    }

    /** Documents name the image; the conductor makes a server only of an object with that name (sections 5.1 and 6.5). */
    private static Object written(Field field, Object value) {
        return field.kind() == Field.Kind.IMAGE && value instanceof String name && !name.isEmpty() ? named(name) : value;
    }

    private static Map<String, Object> named(String image) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", image);
        object.put("title", image);
        return object;
    }

    private static Object extra(Service service, Object expression, Passwords passwords) throws FailureException {
        if (expression instanceof Map<?, ?> map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                filled.put(String.valueOf(entry.getKey()), extra(service, entry.getValue(), passwords));
            }
            return filled;
        }
        if (expression instanceof String text && text.startsWith("$")) {
            Object value = text.equals("$name") ? service.name() : service.value(text.substring(1));
            return value == null ? "" : clear(value, passwords);
        }
        return expression;
    }

    private static Object clear(Object value, Passwords passwords) throws FailureException {
        return value instanceof SecretRef || value instanceof Secret ? passwords.clear(value).reveal() : value;
    }
}
