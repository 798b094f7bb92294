package org.campanile.core.rabbitmq;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.campanile.core.rabbitmq.internal.Json;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * A broker's definitions as objects that can be compared (RabbitMQ, "Definition Export and Import"). Immutable. Holds users' password hashes, since
 * an import needs them, and shows none: it prints as counts.
 */
public final class Definitions {

    private static final Set<String> SECRET = Set.of("password_hash", "password");
    private static final Set<String> DEFAULTS = Set.of("{}", "[]", "\"\"", "null");
    private static final String ADDRESS_WITH_PASSWORD = "(\\w+://)[^\\s\"]*@";

    private final Map<DefinitionKind, Map<List<String>, ObjectNode>> objects;

    private Definitions(Map<DefinitionKind, Map<List<String>, ObjectNode>> objects) {
        this.objects = objects;
    }

    /**
     * Reads definitions.
     *
     * @param vhost what entries that name no virtual host belong to, as in the export of one virtual host; or {@code null}
     * @param source file or address, for a failure
     * @throws FailureException BAD_INPUT for what is no JSON object or has an entry without its key
     */
    public static Definitions read(String text, String vhost, String source) throws FailureException {
        Json json = new Json();
        json.requireObject(text, "reading definitions", source);
        JsonNode root = json.tree(text, "reading definitions", source);
        Map<DefinitionKind, Map<List<String>, ObjectNode>> all = new EnumMap<>(DefinitionKind.class);
        for (DefinitionKind kind : DefinitionKind.values()) {
            JsonNode section = root.path(kind.section());
            if (!section.isMissingNode() && !section.isNull() && !section.isArray()) {
                throw bad(source, kind.section(), "It is not a list.");
            }
            Map<List<String>, ObjectNode> found = new LinkedHashMap<>();
            int index = 0;
            for (JsonNode entry : section) {
                String where = kind.section() + "[" + index++ + "]";
                if (!(entry instanceof ObjectNode object)) {
                    throw bad(source, where, "It is not an object.");
                }
                found.put(key(kind, object, vhost, source, where), object);
            }
            all.put(kind, found);
        }
        return new Definitions(all);
    }

    private static List<String> key(DefinitionKind kind, ObjectNode object, String vhost, String source, String where) throws FailureException {
        if (vhost != null && kind.key().contains("vhost") && !object.has("vhost")) {
            object.put("vhost", vhost);
        }
        List<String> key = new ArrayList<>();
        for (String field : kind.key()) {
            JsonNode value = object.path(field);
            if (value.isMissingNode() && !field.equals("arguments")) {
                throw bad(source, where, "The field \"" + field + "\" is missing.");
            }
            key.add(value.isValueNode() ? value.asText() : value.isEmpty() ? "" : value.toString());
        }
        return List.copyOf(key);
    }

    private static FailureException bad(String source, String where, String meaning) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading definitions", source + ", " + where, "", meaning,
                "Give a file that was exported from RabbitMQ."));
    }

    /**
     * What importing {@code wanted} into a broker with these definitions would do, in the order of an import. Only fields that {@code wanted} names
     * are compared, since an import leaves the others.
     *
     * @param whole whether objects that are only here are told too
     */
    public List<DefinitionChange> to(Definitions wanted, boolean whole) {
        List<DefinitionChange> changes = new ArrayList<>();
        for (DefinitionKind kind : DefinitionKind.values()) {
            Map<List<String>, ObjectNode> here = objects.get(kind);
            wanted.objects.get(kind).forEach((key, object) -> {
                ObjectNode now = here.get(key);
                List<String> details = now == null ? describe(kind, object) : differences(kind, now, object);
                changes.add(new DefinitionChange(kind, key, now == null ? DefinitionChange.What.ADD : details.isEmpty() ? DefinitionChange.What.SAME
                        : kind.unchangeable() ? DefinitionChange.What.KEPT : DefinitionChange.What.CHANGE, details));
            });
            if (whole) {
                here.forEach((key, object) -> {
                    if (!wanted.objects.get(kind).containsKey(key)) {
                        changes.add(new DefinitionChange(kind, key, DefinitionChange.What.ONLY_THERE, List.of()));
                    }
                });
            }
        }
        return List.copyOf(changes);
    }

    private static List<String> describe(DefinitionKind kind, ObjectNode object) {
        List<String> lines = new ArrayList<>();
        object.properties().forEach(e -> {
            String value = normal(e.getKey(), e.getValue());
            if (!kind.key().contains(e.getKey()) && !DEFAULTS.contains(value) && !value.isEmpty()) {
                lines.add(e.getKey() + ": " + shown(e.getKey(), value));
            }
        });
        return lines;
    }

    private static List<String> differences(DefinitionKind kind, ObjectNode now, ObjectNode wanted) {
        List<String> lines = new ArrayList<>();
        wanted.properties().forEach(e -> {
            String field = e.getKey();
            String after = normal(field, e.getValue());
            String before = normal(field, now.path(field));
            boolean told = kind != DefinitionKind.VHOST || now.has(field);
            if (!kind.key().contains(field) && told && !after.equals(before) && !(DEFAULTS.contains(after) && DEFAULTS.contains(before))) {
                lines.add(SECRET.contains(field) ? field + ": another one" : field + ": " + shown(field, before) + " → " + shown(field, after));
            }
        });
        return lines;
    }

    /** One form for what releases write in several: tags as text with commas up to 3.8 and as list since, a missing value as none. */
    private static String normal(String field, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "null";
        }
        if (field.equals("tags")) {
            Set<String> tags = new TreeSet<>();
            if (value.isArray()) {
                value.forEach(t -> tags.add(t.asText()));
            } else {
                for (String tag : value.asText().split(",")) {
                    tags.add(tag.strip());
                }
            }
            tags.remove("");
            return tags.isEmpty() ? "[]" : String.join(",", tags);
        }
        if (value instanceof ObjectNode object) {
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            new TreeSet<>(object.properties().stream().map(Map.Entry::getKey).toList()).forEach(k -> sorted.set(k, object.get(k)));
            return sorted.toString();
        }
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : value.toString();
    }

    private static String shown(String field, String value) {
        return SECRET.contains(field) ? "***" : value.replaceAll(ADDRESS_WITH_PASSWORD, "$1***@");
    }

    /** The objects of these changes alone as JSON for an import, secrets included. */
    String part(Collection<DefinitionChange> changes) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (DefinitionChange change : changes) {
            ObjectNode object = objects.get(change.kind()).get(change.key());
            if (object != null) {
                root.withArray("/" + change.kind().section()).add(object);
            }
        }
        return root.toString();
    }

    /** Counts, since the objects hold hashes. */
    @Override
    public String toString() {
        List<String> counts = new ArrayList<>();
        objects.forEach((kind, some) -> counts.add(some.size() + " " + kind.section()));
        return String.join(", ", counts);
    }
}
