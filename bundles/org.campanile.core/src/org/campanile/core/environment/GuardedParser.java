package org.campanile.core.environment;

import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Hands a parser's events on and refuses aliases and deep nesting before anything is built of them, in the same pass that builds the document.
 * One thread.
 */
final class GuardedParser implements Parser {

    /** What was refused, and in which line. */
    static final class Refused extends YamlEngineException {

        private static final long serialVersionUID = 1L;

        private final int line;

        private Refused(Event event, String why) {
            super(why);
            line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        }

        /** Counted from 1; 0 when it is not known. */
        int line() {
            return line;
        }
    }

    private final Parser parser;
    private final int most;
    private int depth;

    /** @param most how deep values may be nested */
    GuardedParser(Parser parser, int most) {
        this.parser = parser;
        this.most = most;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        if (event instanceof AliasEvent) {
            throw new Refused(event, "Aliases (*name) are not understood here; write the value itself.");
        }
        if (event instanceof CollectionStartEvent && ++depth > most) {
            throw new Refused(event, "Values are nested more than " + most + " deep.");
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
        return event;
    }
}
