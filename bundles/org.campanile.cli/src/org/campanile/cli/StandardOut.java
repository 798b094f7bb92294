package org.campanile.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * The process' stdout, which remembers what became of the results: a {@code PrintStream} only tells that something went wrong, and a full disk behind a
 * redirection must not look like a good end. That nobody reads on ({@code | head}) is no failure. One thread writes.
 */
final class StandardOut extends OutputStream {

    private final OutputStream to;
    private IOException broken;

    StandardOut() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOut(OutputStream to) {
        this.to = to;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] { (byte) one }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            to.write(bytes, from, length);
        } catch (IOException e) {
            broken = broken == null ? e : broken;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    /** Why results were lost; empty when they were written, or nobody wanted more of them. */
    Optional<IOException> lost() {
        boolean left = broken != null && String.valueOf(broken.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
        return left ? Optional.empty() : Optional.ofNullable(broken);
    }
}
