package bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.swt.widgets.Display;

/** How long a queued runnable has to wait for the UI thread at worst, without the time in which a busy machine does not let that thread run. */
final class Waits implements AutoCloseable {

    private static final int STEP_MILLIS = 5;

    private final Display display;
    private final Thread thread;
    private volatile boolean closed;
    private volatile double longest;

    Waits(Display display) {
        this.display = display;
        thread = Thread.ofPlatform().daemon().name("waits").start(this::watch);
    }

    private void watch() {
        Thread ui = display.getThread();
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        try {
            while (!closed) {
                long asked = System.nanoTime();
                long computed = cpu.getThreadCpuTime(ui.threadId());
                double waited = 0;
                CountDownLatch done = new CountDownLatch(1);
                display.asyncExec(done::countDown);
                while (!done.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                    waited += ui.getState() == Thread.State.RUNNABLE ? 0 : STEP_MILLIS;
                }
                double own = waited + (cpu.getThreadCpuTime(ui.threadId()) - computed) / 1e6;
                longest = Math.max(longest, Math.min(own, (System.nanoTime() - asked) / 1e6));
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Milliseconds. */
    double longest() {
        return longest;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
