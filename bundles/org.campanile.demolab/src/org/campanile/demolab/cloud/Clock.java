package org.campanile.demolab.cloud;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The demo lab's time: how long things take there, times its scale, and what happens later. Work runs on virtual threads. Thread-safe.
 */
public final class Clock implements AutoCloseable {

    private static final int END_SECONDS = 5;
    private static final Logger LOG = Logger.getLogger(Clock.class.getName());
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final double scale;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("demo lab clock").factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** A clock whose activities take {@code scale} times what they take in a small real lab. */
    public Clock(double scale) {
        this.scale = scale;
    }

    /** Milliseconds of the real lab as milliseconds here. */
    public long scaled(long millis) {
        return Math.round(millis * scale);
    }

    /** Does something after {@code millis} of lab time. */
    public void after(long millis, Runnable work) {
        try {
            timer.schedule(() -> run(work), scaled(millis), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.FINE, "the lab is closing", closed);
        }
    }

    /** Does something every {@code millis} of real time. */
    public void every(long millis, Runnable work) {
        timer.scheduleWithFixedDelay(() -> run(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Does something now, on a thread of its own; a failure is logged. */
    public void run(Runnable work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "An activity of the demo lab failed", e);
                }
            });
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.FINE, "the lab is closing", closed);
        }
    }

    /** Waits {@code millis} of lab time. */
    public void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(scaled(millis));
    }

    /** Now, as most services write it: {@code 2026-01-31T12:00:00Z}. */
    public static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Now with microseconds and no zone: {@code 2026-01-31T12:00:00.000000}. */
    public static String nowMicros() {
        return micros(Instant.now());
    }

    /** An instant with microseconds and no zone. */
    public static String micros(Instant instant) {
        return MICROS.format(instant);
    }

    /** Waits for what is under way, since it may still write what others take for written. */
    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
        try {
            if (!timer.awaitTermination(END_SECONDS, TimeUnit.SECONDS) || !threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "An activity of the demo lab does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
