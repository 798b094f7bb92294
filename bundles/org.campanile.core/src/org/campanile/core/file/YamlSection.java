package org.campanile.core.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.task.FailureException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a YAML file that knows where it stands, so that each refusal names file, line, column and field. Immutable. A key with no
 * value counts as absent. All failures are of kind BAD_INPUT.
 */
public final class YamlSection {

    private final String file;
    private final String doing;
    private final String path;
    private final Optional<Mark> start;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Mark> keys = new LinkedHashMap<>();

    YamlSection(String file, String doing, String path, MappingNode node) throws FailureException {
        this.file = file;
        this.doing = doing;
        this.path = path;
        this.start = node == null ? Optional.empty() : node.getStartMark();
        List<NodeTuple> tuples = node == null ? List.of() : node.getValue();
        for (NodeTuple tuple : tuples) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw Yaml.bad(doing, file, tuple.getKeyNode().getStartMark(), "", "A key has to be a plain word.");
            }
            if (nodes.put(key.getValue(), tuple.getValueNode()) != null) {
                throw Yaml.bad(doing, file, key.getStartMark(), "", "The key " + field(key.getValue()) + " is there twice.");
            }
            key.getStartMark().ifPresent(mark -> keys.put(key.getValue(), mark));
        }
    }

    /** The keys in the order of the file. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(nodes.keySet());
    }

    /** Whether the key is there and has a value. */
    public boolean has(String key) {
        return value(key).isPresent();
    }

    private Optional<Node> value(String key) {
        return Optional.ofNullable(nodes.get(key)).filter(n -> !(n instanceof ScalarNode && n.getTag().equals(Tag.NULL)));
    }

    /** A text; numbers and booleans are taken as written. */
    public String text(String key, String otherwise) throws FailureException {
        Optional<Node> node = value(key);
        return node.isEmpty() ? otherwise : scalar(node.get(), key).getValue();
    }

    /** A text that has to be there. */
    public String text(String key) throws FailureException {
        if (!has(key)) {
            throw bad(key, "The key " + field(key) + " is missing.");
        }
        return text(key, "");
    }

    /** A whole number. */
    public int integer(String key, int otherwise) throws FailureException {
        Optional<Node> node = value(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(scalar(node.get(), key).getValue());
        } catch (NumberFormatException e) {
            throw bad(key, field(key) + " has to be a whole number.");
        }
    }

    /** {@code true} or {@code false}. */
    public boolean bool(String key, boolean otherwise) throws FailureException {
        Optional<Node> node = value(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        return switch (scalar(node.get(), key).getValue()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(key, field(key) + " has to be true or false.");
        };
    }

    /** A mapping below this one. */
    public Optional<YamlSection> section(String key) throws FailureException {
        Optional<Node> node = value(key);
        return node.isEmpty() ? Optional.empty() : Optional.of(mapping(node.get(), key));
    }

    /** A list of mappings; none when the key is absent. */
    public List<YamlSection> sections(String key) throws FailureException {
        List<YamlSection> sections = new ArrayList<>();
        for (Node node : items(key)) {
            sections.add(mapping(node, key + "[" + sections.size() + "]"));
        }
        return sections;
    }

    /** A list of texts; a single text counts as a list of one; none when the key is absent. */
    public List<String> texts(String key) throws FailureException {
        if (value(key).filter(ScalarNode.class::isInstance).isPresent()) {
            return List.of(text(key));
        }
        List<String> texts = new ArrayList<>();
        for (Node node : items(key)) {
            texts.add(scalar(node, key + "[" + texts.size() + "]").getValue());
        }
        return texts;
    }

    /** A mapping of texts to texts, in the order of the file; empty when the key is absent. */
    public Map<String, String> textMap(String key) throws FailureException {
        Map<String, String> map = new LinkedHashMap<>();
        Optional<YamlSection> section = section(key);
        if (section.isPresent()) {
            for (String name : section.get().keys()) {
                map.put(name, section.get().text(name, ""));
            }
        }
        return map;
    }

    /** All keys but the known ones, as plain maps, lists, texts, numbers, booleans and null, to be written back. */
    public Map<String, Object> rest(Set<String> known) throws FailureException {
        Map<String, Object> rest = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            if (!known.contains(entry.getKey())) {
                rest.put(entry.getKey(), plain(entry.getValue(), entry.getKey()));
            }
        }
        return rest;
    }

    /** A refusal of a key's value; {@code key} may be a path such as {@code hosts[1].port}. */
    public FailureException bad(String key, String meaning) {
        return Yaml.bad(doing, file, mark(key), field(key), meaning);
    }

    /** Name of the file with line and column of a key, or of the nearest that there is above it. */
    private Optional<Mark> mark(String key) {
        int end = 0;
        while (end < key.length() && ".[".indexOf(key.charAt(end)) < 0) {
            end++;
        }
        String first = key.substring(0, end);
        if (!keys.containsKey(first)) {
            return start;
        }
        Node node = nodes.get(first);
        String rest = key.substring(end);
        if (rest.startsWith("[") && node instanceof SequenceNode list) {
            int close = rest.indexOf(']');
            node = list.getValue().get(Integer.parseInt(rest.substring(1, close)));
            rest = rest.substring(close + 1);
        }
        if (rest.startsWith(".") && node instanceof MappingNode below) {
            try {
                return new YamlSection(file, doing, field(first), below).mark(rest.substring(1));
            } catch (FailureException e) {
                return below.getStartMark();
            }
        }
        return rest.isEmpty() && node instanceof ScalarNode && key.equals(first) ? Optional.of(keys.get(first)) : node.getStartMark();
    }

    private ScalarNode scalar(Node node, String key) throws FailureException {
        if (node instanceof ScalarNode scalar) {
            return scalar;
        }
        throw bad(key, field(key) + " has to be a single value.");
    }

    private YamlSection mapping(Node node, String key) throws FailureException {
        if (node instanceof MappingNode below) {
            return new YamlSection(file, doing, field(key), below);
        }
        throw bad(key, field(key) + " has to hold keys.");
    }

    private List<Node> items(String key) throws FailureException {
        Optional<Node> node = value(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof SequenceNode list) {
            return list.getValue();
        }
        throw bad(key, field(key) + " has to be a list.");
    }

    private Object plain(Node node, String key) throws FailureException {
        return switch (node) {
            case MappingNode below -> new YamlSection(file, doing, field(key), below).rest(Set.of());
            case SequenceNode list -> {
                List<Object> items = new ArrayList<>();
                for (Node item : list.getValue()) {
                    items.add(plain(item, key + "[" + items.size() + "]"));
                }
                yield items;
            }
            case ScalarNode scalar -> YamlScalars.plain(scalar);
            default -> throw bad(key, field(key) + " is of a kind that is not understood.");
        };
    }

    private String field(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
