package org.campanile.cli;

import java.util.Map;

import org.campanile.core.step.RunListener;
import org.campanile.core.step.StepState;

/** Shows a run on stderr, a line a step that ends. */
final class RunPrinter implements RunListener {

    private final CliContext cli;
    private final Map<String, String> titles;

    /** @param titles of the steps by id; a step without one is called by its id */
    RunPrinter(CliContext cli, Map<String, String> titles) {
        this.cli = cli;
        this.titles = Map.copyOf(titles);
    }

    @Override
    public void state(String step, StepState state, String detail) {
        if (state.isEnd()) {
            cli.progress().line(String.format("%-10s %s%s", state.label(), titles.getOrDefault(step, step), detail.isEmpty() ? "" : ": " + detail));
        }
    }

    @Override
    public void progress(String step, String doing, long done, long total) {
        cli.progress().progress(doing.isEmpty() ? titles.getOrDefault(step, step) : doing, done, total);
    }

    @Override
    public void line(String step, String text) {
        cli.progress().line("           " + text);
    }

    @Override
    public void changed(Change change) {
        // The record that is around it keeps them.
    }
}
