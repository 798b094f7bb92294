package org.campanile.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.campanile.ui.Services;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The extension {@link UiTest} itself: tests that pass but for an error nobody catches are run under it, by a launcher of their own, and each
 * must have failed with that error.
 */
class UncaughtErrorsTest {

    private final WorkbenchDriver workbench = new WorkbenchDriver();

    @TestFactory
    Stream<DynamicTest> eachFailsItsTest() {
        return Map.of("listener", "thrown by a listener", "queued", "thrown by a queued runnable", "job", "thrown by a job", "ownJob", "thrown by a job of ours",
                "thread", "thrown on a thread", "answer", "thrown by the answer to a job").entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> failsItsTest(way.getKey(), way.getValue())));
    }

    private void failsItsTest(String method, String words) {
        try {
            TestExecutionSummary summary = run(method);
            assertEquals(1, summary.getTestsFailedCount());
            String told = summary.getFailures().get(0).getException().getMessage();
            assertTrue(told.contains("an error that nobody caught"), told);
            assertTrue(told.contains("IllegalStateException: " + words), told);
            assertTrue(told.contains("at org.campanile.ui.tests.UncaughtErrorsTest$Careless."), told);
        } finally {
            // The window tells the user of an error, too.
            workbench.resetWorkbench();
        }
    }

    @Test
    void aTestWithoutOnePasses() {
        assertEquals(1, run("careful").getTestsSucceededCount());
    }

    private static TestExecutionSummary run(String method) {
        LauncherConfig alone = LauncherConfig.builder().enableTestEngineAutoRegistration(false).enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false).enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false).addTestEngines(new JupiterTestEngine()).build();
        Launcher launcher = LauncherFactory.create(alone);
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(LauncherDiscoveryRequestBuilder.request().selectors(selectMethod(Careless.class, method)).build(), listener);
        return listener.getSummary();
    }

    /** Tests that would all pass if nobody watched. */
    @ExtendWith(UiTest.class)
    static class Careless {

        private final WorkbenchDriver workbench = new WorkbenchDriver();

        @Test
        void listener() {
            workbench.run(() -> {
                Shell shell = new Shell(Display.getCurrent());
                Button button = new Button(shell, SWT.PUSH);
                button.addListener(SWT.Selection, e -> {
                    shell.dispose();
                    throw new IllegalStateException("thrown by a listener");
                });
                Display.getCurrent().asyncExec(() -> button.notifyListeners(SWT.Selection, new Event()));
            });
            workbench.settle();
        }

        @Test
        void queued() {
            workbench.run(() -> Display.getCurrent().asyncExec(() -> {
                throw new IllegalStateException("thrown by a queued runnable");
            }));
        }

        @Test
        void job() {
            CountDownLatch logged = new CountDownLatch(1);
            ILogListener listener = (status, plugin) -> logged.countDown();
            Platform.addLogListener(listener);
            try {
                Job.create("careless", monitor -> {
                    if (!monitor.isCanceled()) {
                        throw new IllegalStateException("thrown by a job");
                    }
                    return Status.OK_STATUS;
                }).schedule();
                // The platform logs such a job after it has ended, so nobody can wait for it by joining the job.
                Wait.until("the job's error is in the log", () -> logged.getCount() == 0);
            } finally {
                Platform.removeLogListener(listener);
            }
        }

        @Test
        void ownJob() throws InterruptedException {
            services().jobs().job("careless", task -> {
                throw new IllegalStateException("thrown by a job of ours");
            }).failed(failure -> {
            }).start().join();
        }

        @Test
        void answer() {
            CountDownLatch answered = new CountDownLatch(1);
            services().jobs().job("careless", task -> "").done(text -> {
                answered.countDown();
                throw new IllegalStateException("thrown by the answer to a job");
            }).start();
            Wait.until("the job is answered", () -> answered.getCount() == 0);
        }

        @Test
        void thread() throws InterruptedException {
            Thread thread = Thread.startVirtualThread(() -> {
                throw new IllegalStateException("thrown on a thread");
            });
            thread.join();
        }

        @Test
        void careful() throws InterruptedException {
            services().jobs().job("careful", task -> "").start().join();
        }

        private Services services() {
            return DemoLabFixture.services(workbench);
        }
    }
}
