package org.campanile.core.remote.internal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Takes one stream of a command: keeps it up to a limit and hands whole lines on as they come. Text that belongs to sudo and not to the
 * command is taken out: its prompt, and the line that says that the command starts. Written by one thread of MINA, read by another.
 */
public final class Output extends OutputStream {

    private static final int LONGEST_LINE = 64 << 10;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> lines;
    private final int limit;
    private final String prompt;
    private final String start;
    private int prompts;
    private boolean started;
    private boolean full;
    private long came;

    /** {@code prompt} and {@code start} are {@code null} for a stream without sudo. */
    public Output(Consumer<String> lines, int limit, String prompt, String start) {
        this.lines = lines;
        this.limit = limit;
        this.prompt = prompt;
        this.start = start;
    }

    @Override
    public void write(int b) {
        write(new byte[] { (byte) b }, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        came += length;
        for (int i = offset; i < offset + length; i++) {
            line.write(bytes[i]);
            if (bytes[i] == '\n' || line.size() >= LONGEST_LINE) {
                endLine();
            }
        }
        takePrompt();
    }

    private void takePrompt() {
        if (prompt != null && line.size() >= prompt.length()) {
            String text = line.toString(StandardCharsets.UTF_8);
            int at = text.indexOf(prompt);
            if (at >= 0) {
                prompts++;
                line.reset();
                line.writeBytes((text.substring(0, at) + text.substring(at + prompt.length())).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void endLine() {
        takePrompt();
        String text = line.toString(StandardCharsets.UTF_8);
        if (start != null && text.strip().equals(start)) {
            started = true;
            line.reset();
            return;
        }
        if (kept.size() + line.size() > limit) {
            full = true;
        } else {
            kept.writeBytes(line.toByteArray());
        }
        line.reset();
        lines.accept(text.endsWith("\r\n") ? text.substring(0, text.length() - 2) : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    /** Hands on a last line that has no end. */
    public synchronized void finish() {
        if (line.size() > 0) {
            endLine();
        }
    }

    /** All that was kept. */
    public synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    /** How many bytes came. */
    public synchronized long came() {
        return came;
    }

    /** How often sudo asked for a password. */
    public synchronized int prompts() {
        return prompts;
    }

    /** Whether sudo let the command start. */
    public synchronized boolean started() {
        return started;
    }

    /** Whether there was more than the limit. */
    public synchronized boolean full() {
        return full;
    }
}
