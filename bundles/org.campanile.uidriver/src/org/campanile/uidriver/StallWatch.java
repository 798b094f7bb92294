package org.campanile.uidriver;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.swt.widgets.Display;

/**
 * Measures how long the UI thread takes to come to a queued runnable, all the time, and keeps the stack it was seen with when that took
 * too long. The platform's freeze monitor logs; this one fails tests. Counted is what the UI thread itself computes or waits, not the time in
 * which a busy machine does not let it run. Start and stop from a test thread.
 */
public final class StallWatch implements AutoCloseable {

    /** A stall. @param millis how long, @param stack what the UI thread did in the middle of it */
    public record Stall(long millis, String stack) {
    }

    private static final long SAMPLE_MILLIS = 50;

    private final Display display = Ui.display();
    private final long limitMillis;
    private final List<Stall> stalls = new ArrayList<>();
    private volatile long longest;
    private volatile boolean closed;
    private final Thread thread;

    /** Begins to watch; stalls above {@code limitMillis} are kept. */
    public StallWatch(long limitMillis) {
        this.limitMillis = limitMillis;
        this.thread = Thread.ofPlatform().daemon().name("stall-watch").start(this::watch);
    }

    private void watch() {
        Thread ui = display.getThread();
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        while (!closed && !display.isDisposed()) {
            long asked = System.nanoTime();
            long computed = cpu.getThreadCpuTime(ui.threadId());
            long waited = 0;
            boolean[] done = new boolean[1];
            display.asyncExec(() -> {
                synchronized (done) {
                    done[0] = true;
                    done.notifyAll();
                }
            });
            String stack = null;
            synchronized (done) {
                while (!done[0] && !closed) {
                    try {
                        done.wait(SAMPLE_MILLIS);
                    } catch (InterruptedException stop) {
                        return;
                    }
                    if (!done[0] && waits(ui)) {
                        waited += SAMPLE_MILLIS;
                    }
                    if (!done[0] && stack == null && (System.nanoTime() - asked) / 1_000_000 >= limitMillis / 2) {
                        stack = stack(ui);
                    }
                }
            }
            long millis = Math.min((System.nanoTime() - asked) / 1_000_000, waited + (cpu.getThreadCpuTime(ui.threadId()) - computed) / 1_000_000);
            longest = Math.max(longest, millis);
            if (millis > limitMillis && !closed) {
                synchronized (stalls) {
                    stalls.add(new Stall(millis, stack == null ? "" : stack));
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Whether the thread waits for a lock, a file or the network, rather than for a processor. */
    private static boolean waits(Thread thread) {
        if (thread.getState() != Thread.State.RUNNABLE) {
            return true;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && (stack[0].getClassName().startsWith("sun.nio.") || stack[0].getClassName().startsWith("java.net.")
                || stack[0].getClassName().startsWith("java.io."));
    }

    private static String stack(Thread thread) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("    at ").append(frame).append('\n');
        }
        return text.toString();
    }

    /** The stalls seen so far. */
    public List<Stall> stalls() {
        synchronized (stalls) {
            return List.copyOf(stalls);
        }
    }

    /** The longest wait seen, in milliseconds. */
    public long longestMillis() {
        return longest;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
