package org.campanile.ui.setup.wizard;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.setup.SetupRecord;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.ui.Ages;
import org.eclipse.osgi.util.NLS;

/** What came of a run, as text for the last page and the clipboard. Pure functions. */
final class SetupReport {

    private SetupReport() {
    }

    /** One sentence. */
    static String headline(RunResult result, String lab) {
        long done = result.count(StepState.DONE);
        long existed = result.count(StepState.EXISTED);
        long left = result.count(StepState.LEFT_OUT);
        long failed = result.count(StepState.FAILED);
        long notDone = result.count(StepState.SKIPPED) + result.count(StepState.CANCELLED);
        if (result.ok()) {
            String proven = done == 1 ? Messages.oneStepProven : NLS.bind(Messages.stepsProven, done);
            return NLS.bind(Messages.labIsSetUp, lab,
                    listed(proven, existed == 0 ? "" : NLS.bind(Messages.countThereAlready, existed), left == 0 ? "" : NLS.bind(Messages.countLeftOut, left)));
        }
        String counts = listed(done == 1 ? Messages.oneStepDone : NLS.bind(Messages.stepsDone, done), failed == 0 ? "" : NLS.bind(Messages.countFailed, failed),
                left == 0 ? "" : NLS.bind(Messages.countLeftOut, left), notDone == 0 ? "" : NLS.bind(Messages.countNotDone, notDone));
        return result.cancelled() ? NLS.bind(Messages.setUpWasStopped, lab, counts) : NLS.bind(Messages.setUpDidNotFinish, lab, counts);
    }

    private static String listed(String... counts) {
        return Stream.of(counts).filter(c -> !c.isEmpty()).collect(Collectors.joining(", "));
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
                case DONE -> NLS.bind(Messages.proven, row.change());
                case EXISTED -> Messages.wasThereAlready;
                case SKIPPED -> Messages.notBegun;
                case CANCELLED -> Messages.stoppedBeforeEnd;
                case LEFT_OUT -> NLS.bind(Messages.leftOutBecause, outcome.map(RunResult.Outcome::reason).orElse(""));
                default -> "";
            };
            if (!proof.isEmpty()) {
                out.append("    ").append(proof).append('\n');
            }
            outcome.flatMap(RunResult.Outcome::failure).ifPresent(f -> out.append(f.details().indent(4)));
        }
        out.append('\n');
        if (!result.ok()) {
            out.append(Messages.howToGoOn).append('\n');
        }
        if (result.count(StepState.DONE) > 0) {
            out.append(Messages.howToTakeBack).append('\n');
        }
        return out.toString();
    }
}
