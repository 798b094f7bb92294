package org.campanile.uidriver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.core.runtime.jobs.Job;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * JUnit extension for tests in the workbench: a clean window before each; during it a stall watch that fails the test above
 * {@value #STALL_LIMIT_MILLIS} ms and an error watch that fails it with every error that nobody caught; and on failure a screenshot and the
 * stacks of all threads in the folder that the system property {@code campanile.test.output} names.
 */
public final class UiTest implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {

    /** Longest time the UI thread may leave a queued runnable waiting. */
    public static final long STALL_LIMIT_MILLIS = 500;

    /** The same in a test marked {@link RebuildsTheWindow}. */
    public static final long REBUILD_LIMIT_MILLIS = 2_000;

    private static final ExtensionContext.Namespace KEY = ExtensionContext.Namespace.create(UiTest.class);

    private final WorkbenchDriver workbench = new WorkbenchDriver();

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(KEY).put("errors", new ErrorWatch());
        workbench.mainShell().activate();
        workbench.resetWorkbench();
        workbench.settle();
        context.getStore(KEY).put("watch", new StallWatch(limit(context)));
    }

    private static long limit(ExtensionContext context) {
        boolean rebuilds = context.getRequiredTestMethod().isAnnotationPresent(RebuildsTheWindow.class);
        return rebuilds ? REBUILD_LIMIT_MILLIS : STALL_LIMIT_MILLIS;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Path folder = output();
        String name = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
        try {
            Files.writeString(folder.resolve(name + ".threads.txt"), threads());
            workbench.captureScreenshot(folder.resolve(name + ".png"));
        } catch (IOException | RuntimeException noEvidence) {
            failure.addSuppressed(noEvidence);
        }
        // What it has started and did not see to its end is not for the next test to wait for.
        Stream.of(Job.getJobManager().find(null)).filter(j -> !j.isSystem()).forEach(Job::cancel);
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> bad = new ArrayList<>();
        try (StallWatch watch = context.getStore(KEY).remove("watch", StallWatch.class)) {
            if (watch != null) {
                watch.stalls().forEach(s -> bad.add("the UI thread stalled: " + s.millis() + " ms in\n" + s.stack()));
            }
        }
        try (ErrorWatch watch = context.getStore(KEY).remove("errors", ErrorWatch.class)) {
            // What the test queued last still belongs to it.
            workbench.settle();
            watch.errors().forEach(e -> bad.add("an error that nobody caught, " + e));
        }
        if (!bad.isEmpty()) {
            Assertions.fail(String.join("\n", bad));
        }
    }

    /** Where evidence and pictures go. */
    public static Path output() {
        Path folder = Path.of(System.getProperty("campanile.test.output", "target/ui-tests")).toAbsolutePath();
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DriverException("cannot make " + folder, e);
        }
    }

    private static String threads() {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            all.append(entry.getKey()).append('\n');
            for (StackTraceElement frame : entry.getValue()) {
                all.append("    at ").append(frame).append('\n');
            }
        }
        return all.toString();
    }
}
