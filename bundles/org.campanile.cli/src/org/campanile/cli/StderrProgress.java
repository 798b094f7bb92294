package org.campanile.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;

import org.campanile.core.task.Task;

/** Progress on stderr: one line that is rewritten on a terminal, otherwise a line for each activity when it begins. Thread-safe. */
final class StderrProgress implements Task.Listener {

    private static final long REDRAW_NANOS = 100_000_000;
    /** A line that went on in the next row of a narrow terminal could not be wiped. */
    private static final int WIDTH = 79;
    private static final int MOST_TOLD = 1000;

    private final PrintWriter err;
    private final boolean terminal;
    private final Set<String> told = new HashSet<>();
    private String last = "";
    private long drawn;
    private int width;

    StderrProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public synchronized void progress(String now, long done, long total) {
        String doing = Output.clean(now);
        if (terminal) {
            long time = System.nanoTime();
            if (doing.equals(last) && time - drawn < REDRAW_NANOS && done != total) {
                return;
            }
            drawn = time;
            String line = doing + (total > 0 ? " " + 100 * done / total + " %" : "");
            String shown = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "\u2026" : line;
            err.print("\r" + shown + " ".repeat(Math.max(0, width - shown.length())));
            width = shown.length();
            err.flush();
            last = doing;
        } else if (told.add(doing)) {
            if (told.size() > MOST_TOLD) {
                told.clear();
            }
            err.println(doing);
            err.flush();
        }
    }

    @Override
    public synchronized void line(String text) {
        clear();
        err.println(Output.clean(text));
        err.flush();
    }

    /** Wipes the progress line, so that the result stands alone. */
    synchronized void clear() {
        if (terminal && width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
