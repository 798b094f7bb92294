package org.campanile.core.check;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.campanile.core.ask.Questions;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * One check on its way: a worker thread that runs it and a watching thread that gives up at the limit. The watcher reports exactly once, and
 * does not wait for a worker that ignores cancel and interrupt.
 */
final class CheckRun {

    /** What came of a check. */
    record Result(Check check, List<Finding> findings, Duration took) {
    }

    private static final int FRAMES = 6;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration TURN = Duration.ofMillis(200);

    private final Check check;
    private final Questions questions;
    private final Task child;
    private final Consumer<Result> report;
    private final CompletableFuture<List<Finding>> answer = new CompletableFuture<>();
    private volatile Thread worker;
    private long begin;

    CheckRun(Check check, Questions questions, Task parent, Consumer<Result> report) {
        this.check = check;
        this.questions = questions;
        this.report = report;
        this.child = new Task(new Task.Listener() {
            @Override
            public void progress(String doing, long done, long total) {
                // the parent counts checks; the progress inside one is not shown
            }

            @Override
            public void line(String text) {
                parent.line(text);
            }
        });
    }

    /** Its time counts from here, also while threads are short: that is how long whoever asked waits for it. */
    void start() {
        begin = System.nanoTime();
        Thread.ofVirtual().name("check " + check.id()).start(this::watch);
    }

    /** Gives the check up at once; its cancel actions run on a thread of their own, since closing a connection may block. */
    void cancel() {
        if (answer.completeExceptionally(FailureException.cancelled("checking"))) {
            stop();
        }
    }

    /** First the cancel actions, or an interrupt might end the check before they could run. */
    private void stop() {
        Thread.ofVirtual().start(() -> {
            try {
                Thread.ofVirtual().start(child::cancel).join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Thread running = worker;
            if (running != null) {
                running.interrupt();
            }
        });
    }

    private void watch() {
        worker = Thread.ofVirtual().name("check " + check.id() + " worker").start(this::work);
        List<Finding> findings;
        try {
            findings = inTime(check.limit().toNanos());
        } catch (TimeoutException e) {
            stop();
            findings = List.of(overran());
        } catch (ExecutionException e) {
            findings = List.of(broken(e.getCause()));
        } catch (InterruptedException e) {
            stop();
            findings = List.of(notLooked());
        } catch (RuntimeException e) {
            stop();
            findings = List.of(broken(e));
        }
        report.accept(new Result(check, findings, Duration.ofNanos(System.nanoTime() - begin)));
    }

    /** Within the limit, in which the time does not count that somebody takes to answer a question. */
    private List<Finding> inTime(long limit) throws TimeoutException, ExecutionException, InterruptedException {
        long left = limit;
        while (true) {
            long from = System.nanoTime();
            try {
                return answer.get(Math.min(left, TURN.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (!questions.open()) {
                    left -= System.nanoTime() - from;
                }
                if (left <= 0) {
                    throw e;
                }
            }
        }
    }

    /** The boundary of a check: whatever it throws, even an error of the virtual machine such as too deep a recursion, is its result. */
    private void work() {
        if (answer.isDone()) {
            return;
        }
        try {
            List<Finding> found = List.copyOf(Objects.requireNonNull(check.run(child), "the check returned no list"));
            answer.complete(found.isEmpty() ? List.of(Finding.ok("", "Nothing to object to.")) : found);
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private Finding broken(Throwable e) {
        if (e instanceof FailureException expected) {
            return expected.failure().kind() == Failure.Kind.CANCELLED ? notLooked() : Finding.failed(Severity.ERROR, expected.failure());
        }
        return Finding.of(Severity.ERROR, "", trace(e)).withCause("The check itself broke; this is a defect of Campanile.")
                .withImpact("Whether this is in order is not known.").withFix("Check again; if it happens again, report it with this text.");
    }

    private static String trace(Throwable e) {
        StringBuilder text = new StringBuilder(e.toString());
        StackTraceElement[] frames = e.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append("\n  at ").append(frames[i]);
        }
        return text.toString();
    }

    private Finding overran() {
        return Finding.of(Severity.ERROR, "", "No result within " + words(check.limit()) + ".")
                .withCause("What it looks at does not answer, or answers too slowly.").withImpact("Whether this is in order is not known.")
                .withFix("Look whether the address is right and reachable from here, then check again.");
    }

    private static Finding notLooked() {
        return Finding.of(Severity.INFO, "", "Not looked at: cancelled.").withFix("Check again.");
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
