package org.campanile.core.setup;

import java.time.Duration;
import java.util.List;

import org.campanile.core.lab.LabSession;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Made;
import org.campanile.core.step.Step;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** What the steps of the set-up have in common: their description. */
abstract class SetupStep implements Step {

    private final LabSession session;
    private final String id;
    private final String title;
    private final String change;
    private final List<String> after;
    private final List<String> commands;
    private final Duration expected;

    SetupStep(LabSession session, String id, String title, String change, List<String> after, List<String> commands, Duration expected) {
        this.session = session;
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
    public List<String> undoing(List<Made> made) {
        return made.stream().map(m -> TakeBack.sentence(m, made)).filter(t -> !t.isEmpty()).toList();
    }

    @Override
    public List<String> losing(List<Made> made) {
        return made.stream().map(TakeBack::loss).filter(t -> !t.isEmpty()).toList();
    }

    @Override
    public boolean undoable() {
        return true;
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        new TakeBack(session).all(made, task);
    }

    /** A word for a POSIX shell. */
    static String quote(String word) {
        return Command.word(word);
    }
}
