package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.campanile.core.task.FailureException;

/** Reads service types from data files, with the shared fields and steps of one common file. A wrong file is refused with line and field. */
final class ServiceTypeReader {

    private static final Set<String> TOP = Set.of("id", "title", "description", "providesDomain", "agent", "name", "hostPattern", "hostPatternNeedsNumber",
            "fields", "units", "unitFields", "ports", "steps", "balancerPort", "descriptor");
    private static final Set<String> FIELD = Set.of("key", "use", "kind", "label", "help", "required", "initial", "min", "max", "pattern", "message", "when");

    private final Yaml common;

    ServiceTypeReader(Yaml common) {
        this.common = common;
    }

    ServiceType type(Yaml yaml) throws FailureException {
        Map<String, Object> top = yaml.root();
        known(yaml, top, TOP, "");
        String id = yaml.text(top.get("id"), "id");
        if (!id.matches("[A-Za-z][A-Za-z0-9_.]{1,127}")) {
            throw yaml.bad("id", "A service type needs an id of letters, digits, _ and dots, beginning with a letter.");
        }
        Map<String, Object> name = new LinkedHashMap<>(common.map(common.root().get("name"), "name"));
        name.putAll(yaml.map(top.get("name"), "name"));
        List<Object> all = new ArrayList<>(yaml.list(top.get("fields"), "fields"));
        List<Field> fields = fields(yaml, all, "fields");
        Set<String> keys = new HashSet<>(fields.stream().map(Field::key).toList());
        for (Object key : common.list(common.root().get("placement"), "placement")) {
            // An object of a package says itself where it is placed.
            if (!id.contains(".") && keys.add(String.valueOf(key))) {
                fields.add(field(common, String.valueOf(key), shared(common, "fields", String.valueOf(key), "placement"), "placement"));
            }
        }
        List<Field> unitFields = fields(yaml, yaml.list(top.get("unitFields"), "unitFields"), "unitFields");
        String balancerPort = yaml.text(top.get("balancerPort"), "balancerPort");
        if (!balancerPort.isEmpty() && !keys.contains(balancerPort)) {
            throw yaml.bad("balancerPort", "The type has no field \"" + balancerPort + "\".");
        }
        StepReader reader = new StepReader(yaml, fields, unitFields);
        Map<String, Object> descriptor = yaml.map(top.get("descriptor"), "descriptor");
        reader.expression(descriptor, "descriptor");
        return new ServiceType(id, top.get("title") == null ? id : yaml.text(top.get("title"), "title"),
                yaml.text(top.get("description"), "description"), yaml.flag(top.get("providesDomain"), "providesDomain"),
                choice(yaml, top.get("agent"), "agent", ServiceType.Agent.WINDOWS, ServiceType.Agent.class), field(yaml, "name", name, "name"),
                yaml.text(top.get("hostPattern"), "hostPattern"),
                choice(yaml, top.get("hostPatternNeedsNumber"), "hostPatternNeedsNumber", ServiceType.NumberRule.SEVERAL_UNITS,
                        ServiceType.NumberRule.class),
                fields, unitFields, units(yaml, top.get("units")), ports(yaml, top.get("ports")), steps(yaml, top.get("steps"), reader), balancerPort,
                descriptor);
    }

    static void known(Yaml yaml, Map<String, Object> map, Set<String> keys, String path) throws FailureException {
        for (String key : map.keySet()) {
            if (!keys.contains(key)) {
                throw yaml.bad(path.isEmpty() ? key : path + "." + key, "The key \"" + key + "\" is not known here; known are "
                        + String.join(", ", new TreeSet<>(keys)) + ".");
            }
        }
    }

    private List<Field> fields(Yaml yaml, List<?> items, String path) throws FailureException {
        List<Field> fields = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Object item : items) {
            String at = path + "[" + fields.size() + "]";
            Field field;
            if (item instanceof String key) {
                field = field(yaml, key, shared(yaml, "fields", key, at), at);
            } else {
                Map<String, Object> own = yaml.map(item, at);
                known(yaml, own, FIELD, at);
                Map<String, Object> all = new LinkedHashMap<>();
                if (own.get("use") != null) {
                    all.putAll(shared(yaml, "fields", yaml.text(own.get("use"), at + ".use"), at));
                }
                all.putAll(own);
                field = field(yaml, yaml.text(own.get("key"), at + ".key"), all, at);
            }
            if (!keys.add(field.key())) {
                throw yaml.bad(at, "There are two fields \"" + field.key() + "\".");
            }
            fields.add(field);
        }
        for (int i = 0; i < fields.size(); i++) {
            Field.When when = fields.get(i).when();
            if (when != null && !keys.contains(when.key())) {
                throw yaml.bad(path + "[" + i + "].when.key", "There is no field \"" + when.key() + "\".");
            }
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
            known(yaml, condition, Set.of("key", "is"), path + ".when");
            when = new Field.When(yaml.text(condition.get("key"), path + ".when.key"), yaml.flag(condition.get("is"), path + ".when.is"));
        }
        Integer min = yaml.number(from.get("min"), path + ".min", null);
        Integer max = yaml.number(from.get("max"), path + ".max", null);
        if (min != null && max != null && min > max) {
            throw yaml.bad(path + ".min", "The least value is greater than the greatest.");
        }
        Field.Kind kind = choice(yaml, from.get("kind"), path + ".kind", Field.Kind.TEXT, Field.Kind.class);
        return new Field(key, kind, from.get("label") == null ? key : yaml.text(from.get("label"), path + ".label"),
                yaml.text(from.get("help"), path + ".help"), yaml.flag(from.get("required"), path + ".required"),
                initial(yaml, kind, from.get("initial"), path + ".initial"), min, max, pattern, yaml.text(from.get("message"), path + ".message"), when);
    }

    private static Object initial(Yaml yaml, Field.Kind kind, Object value, String path) throws FailureException {
        boolean right = switch (kind) {
            case PASSWORD -> value == null;
            case INTEGER -> value == null || value instanceof Long;
            case BOOLEAN -> value == null || value instanceof Boolean;
            case LIST -> value == null || value instanceof List;
            case TEXT, FLAVOR, IMAGE, ZONE, DOMAIN, PATTERN, ADDRESS, COMPUTER, NETWORK, SERVICE -> value == null || value instanceof String;
        };
        if (!right) {
            throw yaml.bad(path, kind == Field.Kind.PASSWORD ? "A password has no value to begin with." : "The value does not fit the field's kind.");
        }
        return value;
    }

    private static ServiceType.Units units(Yaml yaml, Object value) throws FailureException {
        Map<String, Object> units = yaml.map(value, "units");
        known(yaml, units, Set.of("min", "max", "initial", "oneMaster", "maxSync"), "units");
        int min = yaml.number(units.get("min"), "units.min", 1);
        int max = yaml.number(units.get("max"), "units.max", min);
        int initial = yaml.number(units.get("initial"), "units.initial", min);
        if (min < 0 || max < min || initial < min || initial > max) {
            throw yaml.bad("units", "0 <= min <= initial <= max is expected.");
        }
        return new ServiceType.Units(min, max, initial, yaml.flag(units.get("oneMaster"), "units.oneMaster"),
                yaml.number(units.get("maxSync"), "units.maxSync", 0));
    }

    private static List<Port> ports(Yaml yaml, Object value) throws FailureException {
        List<Port> ports = new ArrayList<>();
        for (Object item : yaml.list(value, "ports")) {
            String at = "ports[" + ports.size() + "]";
            Map<String, Object> port = yaml.map(item, at);
            known(yaml, port, Set.of("protocol", "from", "to"), at);
            String protocol = yaml.text(port.get("protocol"), at + ".protocol");
            int from = yaml.number(port.get("from"), at + ".from", 0);
            int to = yaml.number(port.get("to"), at + ".to", from);
            if (!Set.of("tcp", "udp", "icmp").contains(protocol)) {
                throw yaml.bad(at + ".protocol", "tcp, udp or icmp is expected.");
            }
            if (protocol.equals("icmp") ? from != 0 || to != 0 : from < 1 || to < from || to > 65535) {
                throw yaml.bad(at + ".from", "Ports are 1 to 65535, from not greater than to; icmp has none.");
            }
            ports.add(new Port(protocol, from, to));
        }
        return ports;
    }

    private List<StepDefinition> steps(Yaml yaml, Object value, StepReader reader) throws FailureException {
        List<StepDefinition> steps = new ArrayList<>();
        for (Object item : yaml.list(value, "steps")) {
            String at = "steps[" + steps.size() + "]";
            Map<String, Object> own = yaml.map(item, at);
            String use = yaml.text(own.get("use"), at + ".use");
            StepDefinition step = reader.step(use.isEmpty() ? own : StepReader.merged(use, shared(yaml, "steps", use, at), own), at);
            if (steps.stream().anyMatch(s -> s.id().equals(step.id()))) {
                throw yaml.bad(at, "There are two steps \"" + step.id() + "\".");
            }
            steps.add(step);
        }
        for (int i = 0; i < steps.size(); i++) {
            for (StepDefinition.After need : steps.get(i).after()) {
                boolean own = need.scope() == StepDefinition.Scope.UNIT || need.scope() == StepDefinition.Scope.SERVICE;
                if (own && steps.stream().noneMatch(s -> s.id().equals(need.step()))) {
                    throw yaml.bad("steps[" + i + "].after", "The type has no step \"" + need.step() + "\".");
                }
            }
        }
        return steps;
    }

    static <E extends Enum<E>> E choice(Yaml yaml, Object value, String path, E otherwise, Class<E> type) throws FailureException {
        if (value == null) {
            return otherwise;
        }
        String word = yaml.text(value, path);
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(word)) {
                return constant;
            }
            words.add(name);
        }
        throw yaml.bad(path, "\"" + word + "\" is not known here; one of " + String.join(", ", words) + " is expected.");
    }
}
