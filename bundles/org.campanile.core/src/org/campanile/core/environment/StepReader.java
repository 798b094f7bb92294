package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.task.FailureException;

/** Reads the steps of a service type's data file, and checks that what they refer to is there. */
final class StepReader {

    private static final Set<String> KEYS = Set.of("use", "id", "template", "on", "whenInDomain", "whenSet", "functions", "reboot", "expectedSeconds", "optional",
            "after", "keeps");
    private static final Set<String> KEEPS = Set.of("unit", "service", "value", "also", "once", "all", "fixedBy");
    private static final Set<String> KNOWN = Set.of("$nodes", "$syncNodes", "$primaryNode", "$hostName", "$domain.name", "$domain.adminPassword",
            "$domain.adminAccountName", "$domain.dnsAddress", "$name", "$unit.name");

    private final Yaml yaml;
    private final Set<String> fields;
    private final Set<String> unitFields;
    private final Set<String> references;

    StepReader(Yaml yaml, List<Field> fields, List<Field> unitFields) {
        this.yaml = yaml;
        this.fields = Set.copyOf(fields.stream().map(Field::key).toList());
        this.unitFields = Set.copyOf(unitFields.stream().map(Field::key).toList());
        this.references = Set.copyOf(fields.stream().filter(field -> field.kind() == Field.Kind.SERVICE).map(Field::key).toList());
    }

    StepDefinition step(Map<String, Object> from, String path) throws FailureException {
        ServiceTypeReader.known(yaml, from, KEYS, path);
        String template = yaml.text(from.get("template"), path + ".template");
        if (template.isEmpty()) {
            throw yaml.bad(path + ".template", "A step needs the name of its template.");
        }
        List<StepDefinition.Call> calls = new ArrayList<>();
        for (Object item : yaml.list(from.get("functions"), path + ".functions")) {
            String at = path + ".functions[" + calls.size() + "]";
            Map<String, Object> call = yaml.map(item, at);
            ServiceTypeReader.known(yaml, call, Set.of("function", "arguments"), at);
            String function = yaml.text(call.get("function"), at + ".function");
            if (function.isEmpty()) {
                throw yaml.bad(at + ".function", "A call needs the name of its function.");
            }
            Map<String, Object> arguments = yaml.map(call.get("arguments"), at + ".arguments");
            for (Map.Entry<String, Object> argument : arguments.entrySet()) {
                expression(argument.getValue(), at + ".arguments." + argument.getKey());
            }
            calls.add(new StepDefinition.Call(function, arguments));
        }
        if (calls.isEmpty()) {
            throw yaml.bad(path + ".functions", "A step needs at least one function; a plan without commands would be sent for ever.");
        }
        int reboot = yaml.number(from.get("reboot"), path + ".reboot", 0);
        if (reboot < 0 || reboot > 2) {
            throw yaml.bad(path + ".reboot", "0 (never), 1 (when no command failed) or 2 (always) is expected.");
        }
        expression(from.get("whenSet"), path + ".whenSet");
        return new StepDefinition(from.get("id") == null ? template : yaml.text(from.get("id"), path + ".id"), template,
                ServiceTypeReader.choice(yaml, from.get("on"), path + ".on", StepDefinition.On.ALL, StepDefinition.On.class),
                yaml.flag(from.get("whenInDomain"), path + ".whenInDomain"), yaml.text(from.get("whenSet"), path + ".whenSet"), calls, reboot,
                yaml.number(from.get("expectedSeconds"), path + ".expectedSeconds", 60), yaml.flag(from.get("optional"), path + ".optional"),
                after(from.get("after"), path + ".after"), keeps(from.get("keeps"), path + ".keeps"));
    }

    private List<StepDefinition.After> after(Object value, String path) throws FailureException {
        List<StepDefinition.After> after = new ArrayList<>();
        for (Object item : yaml.list(value, path)) {
            String at = path + "[" + after.size() + "]";
            String[] words = yaml.text(item, at).split(" ");
            if (words.length == 3 && words[0].equals("reference")) {
                if (!references.contains(words[1])) {
                    throw yaml.bad(at, "\"" + words[1] + "\" is no field of kind service.");
                }
                after.add(new StepDefinition.After(StepDefinition.Scope.REFERENCE, words[1], words[2]));
            } else if (words.length == 2 && !words[0].equals("reference")) {
                after.add(new StepDefinition.After(ServiceTypeReader.choice(yaml, words[0], at, null, StepDefinition.Scope.class), "", words[1]));
            } else {
                throw yaml.bad(at, "\"unit TEMPLATE\", \"service TEMPLATE\", \"domain TEMPLATE\" or \"reference FIELD TEMPLATE\" is expected.");
            }
        }
        return after;
    }

    private Optional<Keeps> keeps(Object value, String path) throws FailureException {
        if (value == null) {
            return Optional.empty();
        }
        Map<String, Object> from = yaml.map(value, path);
        ServiceTypeReader.known(yaml, from, KEEPS, path);
        boolean ofService = from.containsKey("service");
        if (ofService == from.containsKey("unit")) {
            throw yaml.bad(path, "Exactly one of unit and service says whose state keeps it.");
        }
        String kept = from.get("value") == null ? null : yaml.text(from.get("value"), path + ".value");
        if (kept != null && !kept.equals(Keeps.ANSWER)) {
            expression(kept, path + ".value");
        }
        Map<String, Object> also = yaml.map(from.get("also"), path + ".also");
        for (Map.Entry<String, Object> entry : also.entrySet()) {
            expression(entry.getValue(), path + ".also." + entry.getKey());
        }
        return Optional.of(new Keeps(ofService, yaml.text(from.get(ofService ? "service" : "unit"), path), kept, also,
                yaml.flag(from.get("once"), path + ".once"), yaml.flag(from.get("all"), path + ".all"), yaml.text(from.get("fixedBy"), path + ".fixedBy")));
    }

    /** A text that begins with $ names a value, or several with | between them, of which the first that is set counts. */
    void expression(Object value, String path) throws FailureException {
        switch (value) {
            case String text when text.startsWith("$") -> {
                for (String one : text.split("\\|")) {
                    boolean unit = one.startsWith("$unit.") && unitFields.contains(one.substring(6));
                    if (!KNOWN.contains(one) && !unit && !(one.startsWith("$") && fields.contains(one.substring(1)))) {
                        throw yaml.bad(path, "\"" + one + "\" is neither a field of the type nor known otherwise.");
                    }
                }
            }
            case List<?> list -> {
                for (Object item : list) {
                    expression(item, path);
                }
            }
            case Map<?, ?> map -> {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    expression(entry.getValue(), path + "." + entry.getKey());
                }
            }
            case null, default -> {
                // a plain value
            }
        }
    }

    /** Merges a shared step with the type's own properties. */
    static Map<String, Object> merged(String template, Map<String, Object> shared, Map<String, Object> own) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("template", template);
        all.putAll(shared);
        all.putAll(own);
        return all;
    }
}
