package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML text read into plain values, with the line of each of them, so that a mistake is told with file, line and field. Aliases, deep
 * nesting and huge texts are refused: no document of ours needs them, and a hostile one would use them.
 */
final class Yaml {

    private static final int MAX_CHARACTERS = 16 << 20;
    private static final int MAX_DEPTH = 40;
    /** Other ways to write nothing, which the library leaves as texts. */
    private static final Set<String> EMPTY = Set.of("~", "Null", "NULL");

    private final String source;
    private final Map<String, Integer> lines = new HashMap<>();
    /** Fractions as they are written, for whoever wants a text: 1.10 is not 1.1. */
    private final Map<String, String> written = new HashMap<>();
    private Map<String, Object> root = Map.of();

    private Yaml(String source) {
        this.source = source;
    }

    /** Reads a text whose top is a mapping; {@code source} names it in failures. */
    static Yaml read(String source, String text) throws FailureException {
        Yaml yaml = new Yaml(source);
        LoadSettings settings = LoadSettings.builder().setLabel(source).setCodePointLimit(MAX_CHARACTERS).build();
        if (text.length() > MAX_CHARACTERS) {
            throw yaml.bad(0, "", "The file has more than 16 million characters.");
        }
        try {
            Node top = new Composer(settings, new GuardedParser(new ParserImpl(settings, new StreamReader(settings, text)), MAX_DEPTH)).getSingleNode().orElse(null);
            if (top instanceof MappingNode mapping) {
                yaml.root = yaml.mapping(mapping, "");
            } else if (top != null) {
                throw yaml.bad(1, "", "The file does not begin with a key.");
            }
        } catch (GuardedParser.Refused e) {
            throw yaml.bad(e.line(), "", e.getMessage());
        } catch (ReaderException e) {
            throw yaml.bad(unprintable(text), "", String.format("The text has the character U+%04X, which YAML does not allow.", e.getCodePoint()));
        } catch (YamlVersionException e) {
            throw yaml.bad(1, "", "The text is YAML " + e.getSpecVersion().getMajor() + "." + e.getSpecVersion().getMinor() + "; YAML 1.2 is understood.");
        } catch (MarkedYamlEngineException e) {
            throw yaml.bad(e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0), "",
                    "The text is not valid YAML: " + e.getProblem() + ".");
        } catch (YamlEngineException e) {
            throw yaml.bad(0, "", "The text is not valid YAML: " + e.getMessage() + ".");
        }
        return yaml;
    }

    /** The line of the first character that YAML does not allow. */
    private static int unprintable(String text) {
        int line = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                return line;
            }
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return 0;
    }

    private Map<String, Object> mapping(MappingNode node, String path) throws FailureException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw bad(line(tuple.getKeyNode()), path, "A key has to be a plain text.");
            }
            String at = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            if (map.containsKey(key.getValue())) {
                throw bad(line(key), at, "The key occurs twice.");
            }
            lines.put(at, line(key));
            map.put(key.getValue(), value(tuple.getValueNode(), at));
        }
        return map;
    }

    private Object value(Node node, String path) throws FailureException {
        return switch (node) {
            case MappingNode mapping -> mapping(mapping, path);
            case SequenceNode sequence -> {
                List<Object> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    String at = path + "[" + items.size() + "]";
                    lines.put(at, line(item));
                    items.add(value(item, at));
                }
                yield items;
            }
            case ScalarNode scalar -> scalar(scalar, path);
            default -> throw bad(line(node), path, "A value that is not understood.");
        };
    }

    private Object scalar(ScalarNode node, String path) {
        String text = node.getValue();
        Tag tag = node.getTag();
        try {
            if (tag.equals(Tag.NULL) || node.isPlain() && EMPTY.contains(text)) {
                return null;
            }
            if (tag.equals(Tag.BOOL)) {
                return Boolean.valueOf(text);
            }
            if (tag.equals(Tag.INT)) {
                return Long.valueOf(text);
            }
            if (tag.equals(Tag.FLOAT)) {
                written.put(path, text);
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            return text; // longer than any number of ours: kept as the text it is
        }
        return text;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** The top mapping, in the order of the text. */
    Map<String, Object> root() {
        return root;
    }

    /** The line of the value at {@code path}, where there is one. */
    Optional<Integer> line(String path) {
        return Optional.ofNullable(lines.get(path));
    }

    /** The failure that says what is wrong with the value at {@code path}. */
    FailureException bad(String path, String meaning) {
        String known = path;
        while (!lines.containsKey(known) && known.contains(".")) {
            known = known.substring(0, known.lastIndexOf('.'));
        }
        return bad(lines.getOrDefault(known, 1), path, meaning);
    }

    private FailureException bad(int line, String path, String meaning) {
        String where = source + (line > 0 ? ", line " + line : "") + (path.isEmpty() ? "" : ", " + path);
        return new WrongTextException(new Failure(Failure.Kind.BAD_INPUT, "reading YAML", where, "", meaning,
                line > 0 ? "Correct that line." : "Correct the file."), line);
    }

    /** A mapping at {@code path}. */
    Map<String, Object> map(Object value, String path) throws FailureException {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw bad(path, "Keys and values are expected here.");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), v));
        return copy;
    }

    /** A list at {@code path}; absent is empty. */
    List<?> list(Object value, String path) throws FailureException {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw bad(path, "A list is expected here.");
        }
        return list;
    }

    /** A text at {@code path}; absent is empty; numbers and booleans are read as written. */
    String text(Object value, String path) throws FailureException {
        if (value instanceof Map || value instanceof List) {
            throw bad(path, "A single text is expected here.");
        }
        return value instanceof Double ? written.getOrDefault(path, Values.text(value)) : Values.text(value);
    }

    /** A whole number at {@code path}, or {@code otherwise} when absent. */
    Integer number(Object value, String path, Integer otherwise) throws FailureException {
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw bad(path, "A whole number is expected here.");
    }

    /** Yes or no at {@code path}; absent is no. */
    boolean flag(Object value, String path) throws FailureException {
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw bad(path, "true or false is expected here.");
    }

    /** Values as YAML text: block style, keys in their order, lines never folded, so that a diff shows what changed. */
    static String write(Map<String, Object> values) {
        DumpSettings settings = DumpSettings.builder().setSchema(new CoreSchema()).setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(Integer.MAX_VALUE).setIndent(2)
                .setSplitLines(false).setDereferenceAliases(true).build();
        return new Dump(settings, new Quoting(settings)).dumpToString(values);
    }

    /** The library writes a text that begins with an empty line so that nobody can read it. */
    private static final class Quoting extends StandardRepresenter {
        Quoting(DumpSettings settings) {
            super(settings);
        }

        @Override
        protected Node representScalar(Tag tag, String value, ScalarStyle style) {
            boolean odd = style == ScalarStyle.LITERAL && Character.isWhitespace(value.charAt(0));
            return super.representScalar(tag, value, odd ? ScalarStyle.DOUBLE_QUOTED : style);
        }
    }
}
