package org.campanile.core.remote;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.LongSupplier;

import org.campanile.core.task.Task;

/**
 * How fast a transfer is and how long it will take, from what moved in the last seconds: a transfer that goes on after a cut starts with bytes that this
 * run did not send. Not thread-safe; used on the thread that transfers.
 */
public final class Pace {

    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final long SAMPLE_NANOS = 250_000_000L;
    private static final String[] UNITS = { "KiB", "MiB", "GiB", "TiB" };

    private record Sample(long at, long done) {
    }

    private final LongSupplier nanos;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** A pace by the machine's clock. */
    public Pace() {
        this(System::nanoTime);
    }

    Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A task that hands progress on to {@code task} with speed and time left in its words, and is cancelled with it. */
    public static Task told(Task task) {
        Pace pace = new Pace();
        Task telling = new Task(new Task.Listener() {
            @Override
            public void progress(String doing, long done, long total) {
                task.progress(pace.words(doing, done, total), done, total);
            }

            @Override
            public void line(String text) {
                task.line(text);
            }
        });
        task.onCancel(telling::cancel);
        return telling;
    }

    /** What is being done, with amount, speed and time left as far as they are known. */
    public String words(String doing, long done, long total) {
        long now = nanos.getAsLong();
        if (!samples.isEmpty() && done < samples.getLast().done()) {
            samples.clear();
        }
        if (samples.isEmpty() || now - samples.getLast().at() >= SAMPLE_NANOS) {
            samples.add(new Sample(now, done));
        }
        while (samples.size() > 2 && now - samples.getFirst().at() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        double seconds = (now - first.at()) / 1e9;
        String amount = total > 0 ? bytes(done) + " of " + bytes(total) : bytes(done);
        if (seconds < 0.5 || done == first.done()) {
            return doing + ": " + amount;
        }
        double speed = (done - first.done()) / seconds;
        String left = total > done ? ", " + duration((long) Math.ceil((total - done) / speed)) + " left" : "";
        return doing + ": " + amount + ", " + bytes((long) speed) + "/s" + left;
    }

    /** {@code "812 bytes"}, {@code "4.0 MiB"}. */
    public static String bytes(long count) {
        if (count < 1024) {
            return count + (count == 1 ? " byte" : " bytes");
        }
        double value = count / 1024.0;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** {@code "45 s"}, {@code "3 min 20 s"}, {@code "2 h 5 min"}. */
    public static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds < 600 && seconds % 60 > 0 ? " " + seconds % 60 + " s" : "");
        }
        return seconds / 3600 + " h" + (seconds % 3600 >= 60 ? " " + seconds % 3600 / 60 + " min" : "");
    }
}
