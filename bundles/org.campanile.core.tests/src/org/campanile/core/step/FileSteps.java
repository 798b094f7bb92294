package org.campanile.core.step;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Steps whose effects are lines of a file, so that any process can count them; and the program that runs a plan of them. */
final class FileSteps {

    static final int STEPS = 20;

    private FileSteps() {
    }

    /** Arguments: journal, effects. Ends with 0 when all is done. */
    public static void main(String[] arguments) throws Exception {
        try (Journal journal = Journal.open(Path.of(arguments[0]))) {
            RunResult result = new Runner(4).run(plan(Path.of(arguments[1])), journal, Task.unwatched(), RunListener.nobody());
            result.failures().forEach(f -> System.err.println(f.details()));
            System.exit(result.ok() ? 0 : 3);
        }
    }

    /** Three chains that meet at the end; every third step notes what it makes. */
    static Plan plan(Path effects) throws FailureException {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            List<String> after = i == STEPS - 1 ? List.of("step-16", "step-17", "step-18") : i < 3 ? List.of() : List.of("step-" + (i - 3));
            steps.add(new Line("step-" + i, after, effects));
        }
        return Plan.of("kill", "lines", steps);
    }

    /** Adds its id as one line, by one write. */
    record Line(String id, List<String> after, Path effects) implements Step {

        @Override
        public String title() {
            return "Write " + id;
        }

        @Override
        public String change() {
            return "Adds a line.";
        }

        @Override
        public List<String> commands() {
            return List.of("echo " + id + " >> effects");
        }

        @Override
        public Duration limit() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            try {
                return Files.exists(effects) && Files.readAllLines(effects).contains(id) ? Probe.done(id) : Probe.make("no line");
            } catch (IOException e) {
                throw new FailureException(SafeFiles.local("looking", effects, e), e);
            }
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            linger();
            log.intend(new Made("line", id));
            linger();
            try {
                Files.write(effects, (id + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new FailureException(SafeFiles.local("writing", effects, e), e);
            }
            linger();
            log.made(new Made("line", id));
        }

        /** Widens the moments between one record and the next, so that a kill hits all of them. */
        private static void linger() {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(4)));
        }
    }
}
