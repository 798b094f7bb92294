package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.campanile.core.task.FailureException;

/**
 * The form of a Murano package (its {@code UI} definition), as far as it can be shown without the dashboard: the fields of its forms with their plain
 * rules, and the template of the object that is made of them. What needs the dashboard's expression language is named in {@link #notes}. An immutable value.
 *
 * @param className class of the object that the form makes, empty when the definition names none
 * @param items the fields of all forms in their order
 * @param template what the definition has under {@code Application}: texts, numbers, lists and maps
 * @param notes what cannot be shown or worked out here, each a sentence
 */
public record MuranoForm(String className, List<Item> items, Map<String, Object> template, List<String> notes) {

    /**
     * A field of a form.
     *
     * @param form name of its form
     * @param name name within the form
     * @param original the definition's word for its kind, e.g. {@code azone}
     * @param field as documents of ours know it; its key is the name, or form and name where the name alone is not unique
     */
    public record Item(String form, String name, String original, Field field) {
    }

    private static final Set<String> FORM = Set.of("fields", "validators", "title", "description");
    private static final Map<String, Field.Kind> KINDS = Map.ofEntries(Map.entry("string", Field.Kind.TEXT), Map.entry("text", Field.Kind.TEXT),
            Map.entry("choice", Field.Kind.TEXT), Map.entry("keypair", Field.Kind.TEXT), Map.entry("password", Field.Kind.PASSWORD),
            Map.entry("integer", Field.Kind.INTEGER), Map.entry("int", Field.Kind.INTEGER), Map.entry("boolean", Field.Kind.BOOLEAN),
            Map.entry("bool", Field.Kind.BOOLEAN), Map.entry("floatingip", Field.Kind.BOOLEAN), Map.entry("flavor", Field.Kind.FLAVOR),
            Map.entry("image", Field.Kind.IMAGE), Map.entry("azone", Field.Kind.ZONE), Map.entry("network", Field.Kind.NETWORK),
            Map.entry("clusterip", Field.Kind.ADDRESS), Map.entry("ip", Field.Kind.ADDRESS), Map.entry("databaselist", Field.Kind.LIST));

    public MuranoForm {
        items = List.copyOf(items);
        template = Values.copy(template);
        notes = List.copyOf(notes);
    }

    /** Reads a definition; {@code source} names it in failures. */
    public static MuranoForm read(String source, String text) throws FailureException {
        Yaml yaml = Yaml.read(source, text);
        Map<String, Object> template = yaml.map(yaml.root().get("Application"), "Application");
        String className = template.get("?") instanceof Map<?, ?> head && head.get("type") instanceof String type ? type : "";
        List<String> notes = new ArrayList<>();
        List<Map.Entry<String, Map<String, Object>>> raw = new ArrayList<>();
        int number = 0;
        for (Object form : yaml.list(yaml.root().get("Forms"), "Forms")) {
            String at = "Forms[" + number++ + "]";
            for (Map.Entry<String, Object> named : yaml.map(form, at).entrySet()) {
                Map<String, Object> body = yaml.map(named.getValue(), at + "." + named.getKey());
                body.keySet().stream().filter(k -> !FORM.contains(k)).forEach(k -> notes.add("Form " + named.getKey() + ": \"" + k + "\" is not looked at."));
                if (body.get("validators") != null) {
                    notes.add("Form " + named.getKey() + ": rules over several fields are left to the dashboard; Murano's engine checks what it needs.");
                }
                for (Object field : yaml.list(body.get("fields"), at + "." + named.getKey() + ".fields")) {
                    raw.add(Map.entry(named.getKey(), yaml.map(field, at + "." + named.getKey() + ".fields")));
                }
            }
        }
        List<Item> items = items(raw, notes);
        MuranoForm form = new MuranoForm(className, items, template, notes);
        form.unknown("", template, notes);
        return new MuranoForm(className, items, template, notes);
    }

    private static List<Item> items(List<Map.Entry<String, Map<String, Object>>> raw, List<String> notes) {
        Map<String, Integer> count = new HashMap<>();
        raw.forEach(e -> count.merge(Values.text(e.getValue().get("name")), 1, Integer::sum));
        List<Item> items = new ArrayList<>();
        Set<String> keys = new HashSet<>(Set.of("id", "type", "units"));
        for (Map.Entry<String, Map<String, Object>> e : raw) {
            String name = Values.text(e.getValue().get("name"));
            String kind = Values.text(e.getValue().get("type"));
            boolean object = kind.contains(".");
            if (name.isEmpty() || !object && !KINDS.containsKey(kind)) {
                notes.add("Form " + e.getKey() + ", field " + (name.isEmpty() ? "without a name" : name) + ": kind \"" + kind + "\" cannot be shown.");
                continue;
            }
            String key = count.get(name) > 1 && !name.equals("name") || !keys.add(name) ? e.getKey() + "_" + name : name;
            keys.add(key);
            items.add(new Item(e.getKey(), name, kind, field(key, object ? Field.Kind.SERVICE : KINDS.get(kind), e.getValue(), notes)));
        }
        return items;
    }

    private static Field field(String key, Field.Kind kind, Map<String, Object> from, List<String> notes) {
        Object initial = from.get("initial");
        boolean fits = switch (kind) {
            case PASSWORD -> false;
            case INTEGER -> initial instanceof Long;
            case BOOLEAN -> initial instanceof Boolean;
            case LIST -> initial instanceof List;
            case TEXT, FLAVOR, IMAGE, ZONE, DOMAIN, PATTERN, ADDRESS, COMPUTER, NETWORK, SERVICE -> initial instanceof String text && !expression(text);
        };
        Pattern pattern = null;
        String rule = Values.text(from.get("regexpValidator"));
        if (!rule.isEmpty() && from.get("regexpValidator") instanceof String) {
            try {
                pattern = Pattern.compile(rule);
            } catch (PatternSyntaxException e) {
                notes.add("Field " + key + ": its pattern is not understood here: " + e.getDescription() + ".");
            }
        }
        boolean number = kind == Field.Kind.INTEGER;
        String label = Values.text(from.get("label"));
        return new Field(key, kind, label.isEmpty() ? key : label, Values.text(from.get("description")).strip().replaceAll("\\s+", " "),
                !Boolean.FALSE.equals(from.get("required")) && kind != Field.Kind.BOOLEAN, fits ? initial : null,
                whole(from.get(number ? "minValue" : "minLength")), whole(from.get(number ? "maxValue" : "maxLength")), pattern,
                pattern == null ? "" : message(from, rule), null);
    }

    private static String message(Map<String, Object> from, String rule) {
        String told = from.get("errorMessages") instanceof Map<?, ?> all ? Values.text(all.get("invalid")) : "";
        return told.isEmpty() ? "It has to match " + rule + "." : told;
    }

    private static Integer whole(Object value) {
        return value instanceof Long number && Math.abs(number) < Integer.MAX_VALUE ? Integer.valueOf(number.intValue()) : null;
    }

    private static boolean expression(String text) {
        return text.contains("$") || text.matches("\\s*[A-Za-z]\\w*\\(.*\\)\\s*");
    }

    private void unknown(String path, Object value, List<String> into) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((k, v) -> unknown(path.isEmpty() ? String.valueOf(k) : path + "." + k, v, into));
            case List<?> list -> list.forEach(item -> unknown(path + "[]", item, into));
            case String text when expression(text) && MuranoExpression.read(text, this).isEmpty() ->
                into.add("Property " + path + " is worked out by the dashboard (" + text + "); write the object yourself under the key model.");
            case null, default -> {
                // plain values stand for themselves
            }
        }
    }

    /** The item that a path such as {@code $.appConfiguration.name} speaks of. */
    Optional<Item> item(String form, String name) {
        return items.stream().filter(i -> i.form().equals(form) && i.name().equals(name)).findFirst();
    }

    /**
     * The form as a type of services, in the text of a type file: with it the editor has the package in its palette, and its form.
     *
     * @param title on screen
     * @param description one sentence
     */
    public String typeFile(String title, String description) {
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("id", className);
        top.put("title", title);
        top.put("description", description.strip().replaceAll("\\s+", " "));
        List<Object> fields = new ArrayList<>();
        for (Item item : items) {
            Field f = item.field();
            if (f.key().equals("name")) {
                top.put("name", rules(f)); // the service's own name
                continue;
            }
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("key", f.key());
            one.put("kind", f.kind().name().toLowerCase(Locale.ROOT));
            one.put("label", f.label());
            one.put("required", f.required() ? Boolean.TRUE : null);
            one.put("initial", f.initial());
            one.putAll(rules(f));
            one.values().removeIf(Objects::isNull);
            fields.add(one);
        }
        top.put("fields", fields);
        Map<String, Object> none = new LinkedHashMap<>();
        List.of("min", "max", "initial").forEach(key -> none.put(key, 0L));
        top.put("units", none);
        return Yaml.write(top);
    }

    private static Map<String, Object> rules(Field f) {
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put("help", f.help().isEmpty() ? null : f.help());
        rules.put("min", f.min());
        rules.put("max", f.max());
        rules.put("pattern", f.pattern() == null ? null : f.pattern().pattern());
        rules.put("message", f.message().isEmpty() ? null : f.message());
        rules.values().removeIf(Objects::isNull);
        return rules;
    }
}
