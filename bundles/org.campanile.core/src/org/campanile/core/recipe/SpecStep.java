package org.campanile.core.recipe;

import java.time.Duration;
import java.util.List;

import org.campanile.core.step.Step;

/** What most steps of kinds have in common: a description made once. Subclasses add probe, apply and, where they can, undo. */
public abstract class SpecStep implements Step {

    private final String id;
    private final String title;
    private final String change;
    private final List<String> after;
    private final List<String> commands;
    private final Duration expected;

    /** A step that is the only one of its entry. */
    protected SpecStep(StepSpec spec, String title, String change, List<String> commands, Duration expected) {
        this(spec.id(), spec.titleOr(title), change, List.of(), commands, expected);
    }

    /**
     * A step among several of one entry.
     *
     * @param id begins with the entry's id and a full stop
     * @param after ids of steps of the same entry
     */
    protected SpecStep(String id, String title, String change, List<String> after, List<String> commands, Duration expected) {
        this.id = id;
        this.title = title;
        this.change = change;
        this.after = List.copyOf(after);
        this.commands = List.copyOf(commands);
        this.expected = expected;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public String change() {
        return change;
    }

    @Override
    public final List<String> after() {
        return after;
    }

    @Override
    public List<String> commands() {
        return commands;
    }

    @Override
    public Duration expected() {
        return expected;
    }
}
