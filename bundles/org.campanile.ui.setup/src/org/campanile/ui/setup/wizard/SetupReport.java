package org.campanile.ui.setup.wizard;

import java.util.Optional;

import org.campanile.core.setup.SetupRecord;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.ui.Ages;

/** What came of a run, as text for the last page and the clipboard. Pure functions. */
final class SetupReport {

    private SetupReport() {
    }

    /** One sentence. */
    static String headline(RunResult result, String lab) {
        long done = result.count(StepState.DONE);
        long existed = result.count(StepState.EXISTED);
        long left = result.count(StepState.LEFT_OUT);
        if (result.ok()) {
            return lab + " is set up: " + steps(done) + " done and proven" + (existed == 0 ? "" : ", " + existed + " there already")
                    + (left == 0 ? "." : ", " + left + " left out.");
        }
        String rest = result.cancelled() ? "stopped" : "not finished";
        return "The set-up of " + lab + " was " + rest + ": " + steps(done) + " done" + some(result.count(StepState.FAILED), " failed") + some(left, " left out")
                + some(result.count(StepState.SKIPPED) + result.count(StepState.CANCELLED), " not done") + ".";
    }

    private static String some(long count, String what) {
        return count == 0 ? "" : ", " + count + what;
    }

    private static String steps(long count) {
        return count + (count == 1 ? " step" : " steps");
    }

    /** All steps with what was proven, what failed, what was left out and why, and how to go on or back. */
    static String text(SetupRecord record) {
        RunResult result = record.result().orElseThrow();
        StringBuilder out = new StringBuilder(headline(result, record.lab())).append('\n').append(Ages.exact(record.at())).append('\n');
        for (PlanReport.Row row : record.plan().rows()) {
            Optional<RunResult.Outcome> outcome = result.of(row.step());
            StepState state = outcome.map(RunResult.Outcome::state).orElse(StepState.SKIPPED);
            out.append('\n').append(state.label()).append(": ").append(row.title());
            if (record.times().containsKey(row.step())) {
                out.append("  (").append(Ages.duration(record.times().get(row.step()))).append(')');
            }
            out.append('\n');
            String proof = switch (state) {
                case DONE -> "Proven: " + row.change();
                case EXISTED -> "Was there and was left as it is.";
                case SKIPPED -> "Not begun, because a step that it needs was not done.";
                case CANCELLED -> "Stopped before its end.";
                case LEFT_OUT -> "Left out: " + outcome.map(RunResult.Outcome::reason).orElse("");
                default -> "";
            };
            if (!proof.isEmpty()) {
                out.append("    ").append(proof).append('\n');
            }
            outcome.flatMap(RunResult.Outcome::failure).ifPresent(f -> out.append(f.details().indent(4)));
        }
        out.append('\n');
        if (!result.ok()) {
            out.append("To go on: set up the lab again with the same values; nothing is done twice.\n");
        }
        if (result.count(StepState.DONE) > 0) {
            out.append("To take it back: Lab > Undo last set-up…, or campanile lab setup --undo. It removes only what this run has made.\n");
        }
        return out.toString();
    }
}
