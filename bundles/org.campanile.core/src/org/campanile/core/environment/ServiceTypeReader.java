package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.campanile.core.task.FailureException;

/** Reads service types from data files, with the shared fields and steps of one common file. */
final class ServiceTypeReader {

    private final Yaml common;

    ServiceTypeReader(Yaml common) {
        this.common = common;
    }

    ServiceType type(Yaml yaml) throws FailureException {
        Map<String, Object> top = yaml.root();
        String id = yaml.text(top.get("id"), "id");
        if (id.isEmpty()) {
            throw yaml.bad("id", "A service type needs an id.");
        }
        Map<String, Object> name = new LinkedHashMap<>(common.map(common.root().get("name"), "name"));
        name.putAll(yaml.map(top.get("name"), "name"));
        List<Field> fields = fields(yaml, top.get("fields"), "fields");
        return new ServiceType(id, yaml.text(top.get("title"), "title"), yaml.text(top.get("description"), "description"),
                yaml.flag(top.get("providesDomain"), "providesDomain"),
                choice(yaml, top.get("agent"), "agent", ServiceType.Agent.WINDOWS, ServiceType.Agent.class), field(yaml, "name", name, "name"),
                yaml.text(top.get("hostPattern"), "hostPattern"),
                choice(yaml, top.get("hostPatternNeedsNumber"), "hostPatternNeedsNumber", ServiceType.NumberRule.SEVERAL_UNITS,
                        ServiceType.NumberRule.class),
                fields, fields(yaml, top.get("unitFields"), "unitFields"), units(yaml, top.get("units")), ports(yaml, top.get("ports")),
                steps(yaml, top.get("steps")));
    }

    private List<Field> fields(Yaml yaml, Object value, String path) throws FailureException {
        List<Field> fields = new ArrayList<>();
        for (Object item : yaml.list(value, path)) {
            String at = path + "[" + fields.size() + "]";
            if (item instanceof String key) {
                fields.add(field(yaml, key, shared(yaml, "fields", key, at), at));
                continue;
            }
            Map<String, Object> own = yaml.map(item, at);
            String key = yaml.text(own.get("key"), at + ".key");
            Map<String, Object> all = new LinkedHashMap<>();
            if (own.get("use") != null) {
                all.putAll(shared(yaml, "fields", yaml.text(own.get("use"), at + ".use"), at));
            }
            all.putAll(own);
            fields.add(field(yaml, key, all, at));
        }
        return fields;
    }

    private Map<String, Object> shared(Yaml yaml, String kind, String name, String path) throws FailureException {
        Object found = common.map(common.root().get(kind), kind).get(name);
        if (found == null) {
            throw yaml.bad(path, "There is no shared definition \"" + name + "\" among the common " + kind + ".");
        }
        return common.map(found, kind + "." + name);
    }

    private static Field field(Yaml yaml, String key, Map<String, Object> from, String path) throws FailureException {
        if (key.isEmpty()) {
            throw yaml.bad(path, "A field needs a key.");
        }
        Pattern pattern = null;
        if (from.get("pattern") != null) {
            try {
                pattern = Pattern.compile(yaml.text(from.get("pattern"), path + ".pattern"));
            } catch (PatternSyntaxException e) {
                throw yaml.bad(path + ".pattern", "Not a regular expression: " + e.getDescription() + ".");
            }
        }
        Field.When when = null;
        if (from.get("when") != null) {
            Map<String, Object> condition = yaml.map(from.get("when"), path + ".when");
            when = new Field.When(yaml.text(condition.get("key"), path + ".when.key"), yaml.flag(condition.get("is"), path + ".when.is"));
        }
        return new Field(key, choice(yaml, from.get("kind"), path + ".kind", Field.Kind.TEXT, Field.Kind.class),
                from.get("label") == null ? key : yaml.text(from.get("label"), path + ".label"), yaml.text(from.get("help"), path + ".help"),
                yaml.flag(from.get("required"), path + ".required"), from.get("initial"),
                yaml.number(from.get("min"), path + ".min", null), yaml.number(from.get("max"), path + ".max", null), pattern,
                yaml.text(from.get("message"), path + ".message"), when);
    }

    private static ServiceType.Units units(Yaml yaml, Object value) throws FailureException {
        Map<String, Object> units = yaml.map(value, "units");
        int min = yaml.number(units.get("min"), "units.min", 1);
        return new ServiceType.Units(min, yaml.number(units.get("max"), "units.max", min),
                yaml.number(units.get("initial"), "units.initial", min), yaml.flag(units.get("oneMaster"), "units.oneMaster"),
                yaml.number(units.get("maxSync"), "units.maxSync", 0));
    }

    private static List<Port> ports(Yaml yaml, Object value) throws FailureException {
        List<Port> ports = new ArrayList<>();
        for (Object item : yaml.list(value, "ports")) {
            String at = "ports[" + ports.size() + "]";
            Map<String, Object> port = yaml.map(item, at);
            int from = yaml.number(port.get("from"), at + ".from", 0);
            ports.add(new Port(yaml.text(port.get("protocol"), at + ".protocol"), from, yaml.number(port.get("to"), at + ".to", from)));
        }
        return ports;
    }

    private List<StepDefinition> steps(Yaml yaml, Object value) throws FailureException {
        List<StepDefinition> steps = new ArrayList<>();
        for (Object item : yaml.list(value, "steps")) {
            String at = "steps[" + steps.size() + "]";
            Map<String, Object> own = yaml.map(item, at);
            Map<String, Object> all = new LinkedHashMap<>();
            if (own.get("use") != null) {
                String use = yaml.text(own.get("use"), at + ".use");
                all.put("template", use);
                all.putAll(shared(yaml, "steps", use, at));
            }
            all.putAll(own);
            steps.add(step(yaml, all, at));
        }
        return steps;
    }

    private static StepDefinition step(Yaml yaml, Map<String, Object> from, String path) throws FailureException {
        List<StepDefinition.Call> calls = new ArrayList<>();
        for (Object item : yaml.list(from.get("functions"), path + ".functions")) {
            String at = path + ".functions[" + calls.size() + "]";
            Map<String, Object> call = yaml.map(item, at);
            calls.add(new StepDefinition.Call(yaml.text(call.get("function"), at + ".function"),
                    yaml.map(call.get("arguments"), at + ".arguments")));
        }
        List<StepDefinition.After> after = new ArrayList<>();
        for (Object item : yaml.list(from.get("after"), path + ".after")) {
            String at = path + ".after[" + after.size() + "]";
            String[] words = yaml.text(item, at).split(" ", 2);
            if (words.length < 2) {
                throw yaml.bad(at, "A scope (unit, service, domain) and a template are expected.");
            }
            after.add(new StepDefinition.After(choice(yaml, words[0], at, null, StepDefinition.Scope.class), words[1]));
        }
        return new StepDefinition(yaml.text(from.get("template"), path + ".template"),
                choice(yaml, from.get("on"), path + ".on", StepDefinition.On.ALL, StepDefinition.On.class),
                yaml.flag(from.get("whenInDomain"), path + ".whenInDomain"), calls, yaml.number(from.get("reboot"), path + ".reboot", 0),
                yaml.number(from.get("expectedSeconds"), path + ".expectedSeconds", 60), yaml.flag(from.get("optional"), path + ".optional"),
                after);
    }

    private static <E extends Enum<E>> E choice(Yaml yaml, Object value, String path, E otherwise, Class<E> type) throws FailureException {
        if (value == null) {
            return otherwise;
        }
        String word = yaml.text(value, path);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return constant;
            }
        }
        throw yaml.bad(path, "\"" + word + "\" is not known here.");
    }
}
