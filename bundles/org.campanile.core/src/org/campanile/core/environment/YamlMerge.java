package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Brings changed values into a YAML text by position, so that comments, blank lines, quotes and the order of keys stay as somebody wrote them. Whoever calls
 * reads the result and takes it only when it says what it has to: what is too odd to be edited (a list in one line, say) is written anew, as small a piece
 * as possible. Works on one text and is used once.
 */
final class YamlMerge {

    private record Edit(int from, int to, String text) {
    }

    /** Keys that a text may leave out since they can be derived. */
    private static final Set<String> DERIVED = Set.of("id", "number");

    private final String text;
    private final int[] lines;
    private final boolean ids;

    private YamlMerge(String text, boolean ids) {
        this.text = text;
        this.ids = ids;
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        this.lines = starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The text with what differs between two documents changed.
     *
     * @param text a text that says {@code before}, maybe leaving out what can be derived
     * @param ids whether ids and numbers that the text leaves out are written into it
     * @return empty when the text cannot be edited
     */
    static Optional<String> merge(String text, Map<String, Object> before, Map<String, Object> after, boolean ids) {
        String whole = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        try {
            Node top = new Compose(LoadSettings.builder().setCodePointLimit(Math.max(1, whole.length())).build()).composeString(whole).orElse(null);
            if (!(top instanceof MappingNode mapping) || mapping.getFlowStyle() == FlowStyle.FLOW || whole.indexOf('\r') >= 0) {
                return Optional.empty();
            }
            YamlMerge merge = new YamlMerge(whole, ids);
            List<Edit> edits = new ArrayList<>();
            merge.mapping(mapping, before, after, edits);
            return Optional.of(merge.applied(0, whole.length(), edits));
        } catch (YamlEngineException | IllegalStateException e) {
            return Optional.empty(); // the caller writes the whole text anew
        }
    }

    private String applied(int from, int to, List<Edit> edits) {
        StringBuilder result = new StringBuilder();
        int at = from;
        List<Edit> sorted = new ArrayList<>(edits);
        sorted.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to));
        for (Edit edit : sorted) {
            if (edit.from() < at || edit.to() > to) {
                throw new IllegalStateException("edits overlap");
            }
            result.append(text, at, edit.from()).append(edit.text());
            at = edit.to();
        }
        return result.append(text, at, to).toString();
    }

    private int start(Node node) {
        return text.offsetByCodePoints(0, node.getStartMark().orElseThrow().getIndex());
    }

    private int end(Node node) {
        return text.offsetByCodePoints(0, node.getEndMark().orElseThrow().getIndex());
    }

    private int line(int offset) {
        int low = 0;
        int high = lines.length - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (lines[middle] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private int lineStart(int line) {
        return line < lines.length ? lines[line] : text.length();
    }

    private int column(Node node) {
        return node.getStartMark().orElseThrow().getColumn();
    }

    private static boolean block(Node node) {
        return node instanceof MappingNode m && m.getFlowStyle() != FlowStyle.FLOW && !m.getValue().isEmpty()
                || node instanceof SequenceNode s && s.getFlowStyle() != FlowStyle.FLOW && !s.getValue().isEmpty();
    }

    /** The last line that belongs to a node's content, not to comments behind it. */
    private int lastLine(Node node) {
        if (block(node)) {
            return node instanceof MappingNode m ? lastLine(m.getValue().getLast().getValueNode()) : lastLine(((SequenceNode) node).getValue().getLast());
        }
        if (node instanceof ScalarNode scalar && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED)) {
            return Math.max(line(start(node)), line(Math.max(0, end(node) - 1)));
        }
        return line(Math.max(start(node), end(node) - (end(node) > start(node) ? 1 : 0)));
    }

    private void mapping(MappingNode node, Map<String, Object> before, Map<String, Object> after, List<Edit> edits) {
        Map<String, NodeTuple> tuples = new LinkedHashMap<>();
        node.getValue().forEach(tuple -> tuples.put(((ScalarNode) tuple.getKeyNode()).getValue(), tuple));
        int indent = column(node.getValue().getFirst().getKeyNode());
        int first = start(node.getValue().getFirst().getKeyNode());
        Integer place = null;
        StringBuilder head = new StringBuilder();
        Map<Integer, StringBuilder> inserted = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : after.entrySet()) {
            NodeTuple tuple = tuples.get(entry.getKey());
            if (tuple != null) {
                value(tuple, indent, before.get(entry.getKey()), entry.getKey(), entry.getValue(), edits);
                place = lineStart(lastLine(tuple.getValueNode()) + 1);
            } else if (!Objects.equals(before.get(entry.getKey()), entry.getValue()) || ids && DERIVED.contains(entry.getKey())) {
                String lines = indented(Map.of(entry.getKey(), entry.getValue()), indent, false);
                if (place == null) {
                    head.append(lines.substring(indent)).append(" ".repeat(indent));
                } else {
                    inserted.computeIfAbsent(place, key -> new StringBuilder()).append(lines);
                }
            }
        }
        if (!head.isEmpty()) {
            edits.add(new Edit(first, first, head.toString()));
        }
        inserted.forEach((at, lines) -> edits.add(new Edit(at, at, lines.toString())));
        boolean left = tuples.keySet().stream().anyMatch(after::containsKey);
        tuples.forEach((key, tuple) -> {
            if (!after.containsKey(key)) {
                int from = start(tuple.getKeyNode());
                boolean leads = from == first && text.substring(lineStart(line(from)), from).contains("-");
                if (leads || !left) {
                    throw new IllegalStateException("the first key of a list's item goes");
                }
                edits.add(new Edit(lineStart(line(from)), lineStart(lastLine(tuple.getValueNode()) + 1), ""));
            }
        });
    }

    private void value(NodeTuple tuple, int indent, Object before, String key, Object after, List<Edit> edits) {
        Node node = tuple.getValueNode();
        if (Objects.equals(before, after)) {
            return;
        }
        if (block(node) && node instanceof MappingNode mapping && before instanceof Map<?, ?> old && after instanceof Map<?, ?> now && !now.isEmpty()) {
            mapping(mapping, keys(old), keys(now), edits);
            return;
        }
        if (block(node) && node instanceof SequenceNode sequence && before instanceof List<?> old && after instanceof List<?> now && !now.isEmpty()
                && maps(old) && maps(now) && old.size() == sequence.getValue().size()) {
            sequence(sequence, line(start(tuple.getKeyNode())), old, now, edits);
            return;
        }
        if (!block(node) && node instanceof ScalarNode scalar && !(after instanceof Map) && !(after instanceof List) && end(node) > start(node)
                && scalar.getScalarStyle() != ScalarStyle.LITERAL && scalar.getScalarStyle() != ScalarStyle.FOLDED) {
            edits.add(new Edit(start(node), end(node), scalarText(after)));
            return;
        }
        String lines = indented(Map.of(key, after), indent, false);
        int from = start(tuple.getKeyNode());
        edits.add(new Edit(from, lineStart(lastLine(node) + 1), lines.substring(indent)));
    }

    private static boolean maps(List<?> list) {
        return list.stream().allMatch(item -> item instanceof Map<?, ?> map && map.get("id") != null);
    }

    private static Map<String, Object> keys(Map<?, ?> map) {
        Map<String, Object> keys = new LinkedHashMap<>();
        map.forEach((k, v) -> keys.put(String.valueOf(k), v));
        return keys;
    }

    /** Items are known by their ids; each keeps its lines, with the comments right above it, wherever it goes. */
    private void sequence(SequenceNode node, int keyLine, List<?> before, List<?> after, List<Edit> edits) {
        List<Node> items = node.getValue();
        int indent = column(node);
        Map<Object, Integer> places = new HashMap<>();
        int[] starts = new int[items.size() + 1];
        int earlier = keyLine;
        for (int i = 0; i < items.size(); i++) {
            places.put(((Map<?, ?>) before.get(i)).get("id"), i);
            int begin = line(start(items.get(i)));
            while (begin - 1 > earlier && text.substring(lineStart(begin - 1), lineStart(begin)).strip().startsWith("#")) {
                begin--;
            }
            starts[i] = lineStart(begin);
            earlier = lastLine(items.get(i));
        }
        starts[items.size()] = lineStart(earlier + 1);
        StringBuilder whole = new StringBuilder();
        for (Object item : after) {
            Map<String, Object> now = keys((Map<?, ?>) item);
            Integer place = places.get(now.get("id"));
            if (place == null) {
                whole.append(indented(now, indent, true));
                continue;
            }
            Map<String, Object> old = keys((Map<?, ?>) before.get(place));
            whole.append(item(items.get(place), old, now, starts[place], starts[place + 1], indent));
        }
        edits.add(new Edit(starts[0], starts[items.size()], whole.toString()));
    }

    private String item(Node node, Map<String, Object> old, Map<String, Object> now, int from, int to, int indent) {
        if (old.equals(now) && !ids) {
            return text.substring(from, to);
        }
        if (!block(node) || !(node instanceof MappingNode mapping)) {
            return indented(now, indent, true);
        }
        try {
            List<Edit> inside = new ArrayList<>();
            mapping(mapping, old, now, inside);
            return applied(from, to, inside);
        } catch (IllegalStateException e) {
            return indented(now, indent, true); // only this item loses its comments
        }
    }

    private static String scalarText(Object value) {
        Map<String, Object> one = Map.of("x", value);
        String lines = Yaml.write(one);
        String written = lines.substring(2).strip();
        if (written.indexOf('\n') >= 0) {
            throw new IllegalStateException("a value of several lines");
        }
        return written;
    }

    private static String indented(Map<String, Object> map, int indent, boolean item) {
        String lines = Yaml.write(map);
        StringBuilder result = new StringBuilder();
        boolean first = true;
        for (String line : lines.split("\n")) {
            String lead = !item ? " ".repeat(indent) : " ".repeat(indent) + (first ? "- " : "  ");
            result.append(line.isEmpty() ? "" : lead + line).append('\n');
            first = false;
        }
        return result.toString();
    }
}
