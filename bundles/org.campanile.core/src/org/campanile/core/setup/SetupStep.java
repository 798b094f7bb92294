package org.campanile.core.setup;

import java.time.Duration;
import java.util.List;

import org.campanile.core.step.Step;

/** What the steps of the set-up have in common: their description. */
abstract class SetupStep implements Step {

    private final String id;
    private final String title;
    private final String change;
    private final List<String> after;
    private final List<String> commands;
    private final Duration expected;

    SetupStep(String id, String title, String change, List<String> after, List<String> commands, Duration expected) {
        this.id = id;
        this.title = title;
        this.change = change;
        this.after = List.copyOf(after);
        this.commands = List.copyOf(commands);
        this.expected = expected;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String change() {
        return change;
    }

    @Override
    public List<String> after() {
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

    @Override
    public boolean undoable() {
        return true;
    }

    /** A word for a POSIX shell. */
    static String quote(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
