package org.campanile.core.logs;

import java.util.Arrays;

/**
 * Lines in the order they came: their bytes in one array, five numbers for each beside it. Written by one thread at a time; what a reader was
 * told of under the store's lock does not change any more.
 */
final class LogChunk {

    static final int LINES = 1 << 14;
    private static final int BYTES = 1 << 21;
    private static final int CONTINUATION = 1;
    private static final int HARMLESS = 2;

    private byte[] bytes = new byte[1 << 16];
    private final int[] ends = new int[LINES];
    private final long[] times = new long[LINES];
    private final short[] sources = new short[LINES];
    private final byte[] severities = new byte[LINES];
    private final byte[] flags = new byte[LINES];
    private int size;

    boolean hasRoom(int length) {
        return size == 0 || size < LINES && end(size - 1) + length <= BYTES;
    }

    int add(byte[] b, int from, int to, long time, int source, LogSeverity severity, boolean continuation, boolean harmless) {
        int start = size == 0 ? 0 : ends[size - 1];
        int end = start + to - from;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, Math.min(BYTES, bytes.length * 2)));
        }
        System.arraycopy(b, from, bytes, start, to - from);
        ends[size] = end;
        times[size] = time;
        sources[size] = (short) source;
        severities[size] = (byte) severity.ordinal();
        flags[size] = (byte) ((continuation ? CONTINUATION : 0) | (harmless ? HARMLESS : 0));
        return size++;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    int start(int line) {
        return line == 0 ? 0 : ends[line - 1];
    }

    int end(int line) {
        return ends[line];
    }

    long time(int line) {
        return times[line];
    }

    int source(int line) {
        return sources[line];
    }

    int severity(int line) {
        return severities[line];
    }

    boolean continuation(int line) {
        return (flags[line] & CONTINUATION) != 0;
    }

    boolean harmless(int line) {
        return (flags[line] & HARMLESS) != 0;
    }

    /** Bytes of memory it holds, without Java's own overhead. */
    long memory() {
        return bytes.length + LINES * 16L;
    }
}
