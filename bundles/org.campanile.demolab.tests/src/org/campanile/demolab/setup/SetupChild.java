package org.campanile.demolab.setup;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.lab.LabSession;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.step.RunControl;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A set-up or its undo in a process of its own, to be killed: FOLDER setup|undo SERVICE=URL... */
public final class SetupChild {

    private SetupChild() {
    }

    /** What it sets up: without the proof, which makes nothing that stays and takes longer than all the rest. */
    static RecipeRequest request(SetupBench bench) throws FailureException {
        return bench.request().only(Set.of("rabbitmq", "keystone", "image"));
    }

    /** Exit code 0 when all was done. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> endpoints = Arrays.stream(arguments).skip(2).map(a -> a.split("=", 2)).collect(Collectors.toMap(a -> a[0], a -> a[1]));
        boolean good;
        try (SetupBench bench = new SetupBench(Path.of(arguments[0]), endpoints); LabSession session = bench.session()) {
            if (arguments[1].equals("undo") && bench.undo(session).preview().isEmpty()) {
                // The one before it was killed after its last step.
                System.exit(0);
            }
            RunResult result = arguments[1].equals("undo") ? bench.undo(session).undo(Task.unwatched(), RunListener.nobody())
                    : bench.setup(session, request(bench)).run(Task.unwatched(), RunListener.nobody(), RunControl.ending()).result();
            good = result.ok();
            result.failures().forEach(f -> System.out.println(f.details()));
        }
        System.exit(good ? 0 : 1);
    }
}
