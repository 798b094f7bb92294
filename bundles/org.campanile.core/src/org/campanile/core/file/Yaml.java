package org.campanile.core.file;

import java.util.Map;
import java.util.Optional;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads and writes the YAML of our files (YAML 1.2, JSON schema: only {@code true} and {@code false} are booleans). What a hand-written file
 * never needs is refused, so that no file can exhaust memory or stack: aliases, more than {@value #DEPTH} levels, several documents, duplicate
 * keys. Every refusal names file, line and column. Stateless.
 */
public final class Yaml {

    /** Deepest nesting that is read. */
    public static final int DEPTH = 60;

    private static final int WIDTH = 140;

    private Yaml() {
    }

    /**
     * The one document of a file, which has to be a mapping; an empty file is an empty mapping.
     *
     * @param text content of the file
     * @param file its name, for messages
     * @param doing for messages: {@code "reading a lab"}
     */
    public static YamlSection parse(String text, String file, String doing) throws FailureException {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(Math.max(1, text.length())).build();
        try {
            refuseTooMuch(settings, text, file, doing);
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent() && !(root.get() instanceof MappingNode)) {
                throw bad(doing, file, root.get().getStartMark(), "", "The file has to begin with keys, as in \"name: value\".");
            }
            return new YamlSection(file, doing, "", (MappingNode) root.orElse(null));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().isPresent() ? e.getProblemMark() : e.getContextMark();
            throw bad(doing, file, mark, e.getProblem(), "This is no valid YAML.");
        } catch (YamlEngineException e) {
            throw bad(doing, file, Optional.empty(), e.getMessage(), "This is no valid YAML.");
        }
    }

    /** One pass over the events, which needs no stack, before anything is built of them. */
    private static void refuseTooMuch(LoadSettings settings, String text, String file, String doing) throws FailureException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof AliasEvent) {
                throw bad(doing, file, event.getStartMark(), "", "References (*name) are not understood here; write the value out.");
            }
            if (event instanceof CollectionStartEvent && ++depth > DEPTH) {
                throw bad(doing, file, event.getStartMark(), "", "The file is nested deeper than " + DEPTH + " levels.");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    static FailureException bad(String doing, String where, Optional<Mark> mark, String cameBack, String meaning) {
        String place = mark.map(m -> where + ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse(where);
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, place, cameBack, meaning, "Correct the file; until then it is left out."));
    }

    /**
     * A document as text: block style, two spaces, keys in the order of the map, no references, a line feed at the end.
     *
     * @param document of maps, lists, texts, numbers, booleans and null
     */
    public static String write(Map<String, ?> document) {
        DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setIndent(2).setIndicatorIndent(2)
                .setIndentWithIndicator(true).setWidth(WIDTH).setSplitLines(false).setBestLineBreak("\n").setDereferenceAliases(true).build();
        return new Dump(settings).dumpToString(document);
    }
}
