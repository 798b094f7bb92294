package org.campanile.core.openstack.internal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;
import org.campanile.core.wire.Causes;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads the YAML of clouds.yaml and its kin as its owner's tools do: anchors, merge keys and repeated keys are allowed, and every scalar is
 * the text that was written, so that a password of digits stays what it is.
 */
public final class CloudsYaml {

    private static final String DOING = "reading the clouds' settings";
    private static final int BYTES = 1 << 20;
    private static final int DEPTH = 50;

    private CloudsYaml() {
    }

    /** The mapping a file holds; empty for an empty file. */
    public static Map<String, Object> read(Path file) throws FailureException {
        String text = SafeFiles.read(file, BYTES, DOING);
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).setAllowDuplicateKeys(true)
                .setAllowRecursiveKeys(false).setMaxAliasesForCollections(DEPTH).setSchema(new FailsafeSchema()).build();
        try {
            int depth = 0;
            boolean empty = true;
            for (Event event : new Parse(settings).parseString(text)) {
                empty &= !(event instanceof NodeEvent) || event instanceof ScalarEvent scalar && scalar.getValue().isEmpty();
                depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
                if (depth > DEPTH) {
                    throw Sources.bad(DOING, place(file, event.getStartMark().orElse(null)), "",
                            "The file is nested deeper than " + DEPTH + " levels.");
                }
            }
            // Of no value at all this schema knows no kind, and the parser breaks on it.
            Object root = empty ? null : new Load(settings).loadFromString(text);
            if (root == null || "".equals(root)) {
                return Map.of();
            }
            if (root instanceof Map<?, ?>) {
                return map(root);
            }
            throw Sources.bad(DOING, file.toString(), "", "The file does not begin with keys.");
        } catch (MarkedYamlEngineException broken) {
            Mark mark = broken.getProblemMark().or(broken::getContextMark).orElse(null);
            throw Sources.bad(DOING, place(file, mark), String.valueOf(broken.getProblem()), "The YAML is broken.");
        } catch (YamlEngineException broken) {
            throw Sources.bad(DOING, file.toString(), Causes.ofParser(broken), "The YAML is broken.");
        }
    }

    private static String place(Path file, Mark mark) {
        return mark == null ? file.toString() : file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    /** A mapping with its merge keys resolved; empty when the value is none. */
    public static Map<String, Object> map(Object value) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            Object merged = given.get("<<");
            if (merged instanceof List<?> several) {
                several.reversed().forEach(one -> result.putAll(plain(one)));
            } else {
                result.putAll(plain(merged));
            }
            given.forEach((key, item) -> {
                if (!"<<".equals(key)) {
                    result.put(String.valueOf(key), item);
                }
            });
        }
        return result;
    }

    /** One level of merging, as it is used in practice; more could run in circles. */
    private static Map<String, Object> plain(Object value) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, item) -> result.put(String.valueOf(key), item));
        }
        return result;
    }

    /** {@code over} laid over {@code under}, mapping by mapping. */
    public static Map<String, Object> merged(Map<String, Object> under, Map<String, Object> over) {
        Map<String, Object> result = new LinkedHashMap<>(under);
        over.forEach((key, item) -> result.merge(key, item, (low, high) -> low instanceof Map<?, ?> && high instanceof Map<?, ?>
                ? merged(map(low), map(high)) : high));
        return result;
    }

    /** The mapping's scalars, and those of its {@code auth}, in one. */
    public static Map<String, String> flat(Map<String, Object> cloud) {
        Map<String, String> result = new LinkedHashMap<>();
        put(cloud, result);
        put(map(cloud.get("auth")), result);
        return result;
    }

    private static void put(Map<String, Object> from, Map<String, String> into) {
        from.forEach((key, item) -> {
            if (item instanceof String text) {
                into.put(key.replace('-', '_'), text);
            }
        });
    }
}
