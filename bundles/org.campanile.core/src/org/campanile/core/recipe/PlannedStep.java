package org.campanile.core.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A kind's step in its place in a recipe: order, commands and expected time are the recipe's, everything else the kind's.
 *
 * @param commandsOr shown instead of the kind's; empty for those
 * @param expectedOr {@code null} for the kind's
 */
record PlannedStep(Step of, List<String> after, List<String> commandsOr, Duration expectedOr) implements Step {

    @Override
    public String id() {
        return of.id();
    }

    @Override
    public String title() {
        return of.title();
    }

    @Override
    public String change() {
        return of.change();
    }

    @Override
    public List<String> commands() {
        return commandsOr.isEmpty() ? of.commands() : commandsOr;
    }

    @Override
    public String where() {
        return of.where();
    }

    @Override
    public String doneWhen() {
        return of.doneWhen();
    }

    @Override
    public boolean provesOthers() {
        return of.provesOthers();
    }

    @Override
    public List<String> writes() {
        return of.writes();
    }

    @Override
    public Map<String, String> rereads() {
        return of.rereads();
    }

    @Override
    public List<String> scripted() {
        return commandsOr.isEmpty() ? of.scripted() : commandsOr;
    }

    @Override
    public Duration expected() {
        return expectedOr == null ? of.expected() : expectedOr;
    }

    @Override
    public Duration limit() {
        return of.limit();
    }

    @Override
    public Duration grace() {
        return of.grace();
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        return of.probe(task);
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        of.apply(task, log);
    }

    @Override
    public void verify(Task task) throws FailureException {
        of.verify(task);
    }

    @Override
    public boolean undoable() {
        return of.undoable();
    }

    @Override
    public List<String> undoing(List<Made> made) {
        return of.undoing(made);
    }

    @Override
    public List<String> losing(List<Made> made) {
        return of.losing(made);
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        of.undo(task, made);
    }
}
