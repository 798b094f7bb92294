package org.campanile.core.logs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lines of several logs, merged by time, as bytes and offsets: a million lines of 120 bytes take about 140 MB. When it holds more than it
 * may, the lines that came first go. Thread-safe.
 */
public final class LogStore {

    private static final int SHIFT = 14;

    /** How many changes are remembered; who looks less often than that looks at everything. */
    private static final int CHANGES = 256;

    /** Lines in their order, and from where on it may differ from that of an earlier version. */
    record Order(int[] ids, int size, int changedFrom, long version) {
    }

    private final long limit;
    private final List<LogSource> sources = new ArrayList<>();
    private LogChunk[] chunks = new LogChunk[64];
    private int firstChunk;
    private int nextChunk;
    private int[] order = new int[1 << 12];
    private int size;
    private final int[] changes = new int[CHANGES];
    private long version;
    private long dropped;
    private long memory;

    /** @param limit bytes of memory the lines may take */
    public LogStore(long limit) {
        this.limit = limit;
    }

    /** A store of 256 MiB. */
    public LogStore() {
        this(256L << 20);
    }

    /** Where the lines of one log go in. One thread. */
    public final class Inlet {

        private final int source;
        private final LineParser parser;
        private byte[] open = new byte[0];

        private Inlet(int source, ZoneOffset zone) {
            this.source = source;
            this.parser = new LineParser(zone, LocalDate.now(zone));
        }

        /** Adds bytes as they were read; a line that is not ended yet waits for its rest. */
        public void add(byte[] read) {
            byte[] b = open.length == 0 ? read : joined(read);
            int end = b.length - 1;
            while (end >= 0 && b[end] != '\n') {
                end--;
            }
            if (end < 0 && b.length < LONGEST) {
                open = b;
                return;
            }
            int upTo = end < 0 ? b.length : end + 1;
            open = Arrays.copyOfRange(b, upTo, b.length);
            append(source, parser, b, upTo);
        }

        private byte[] joined(byte[] read) {
            byte[] both = Arrays.copyOf(open, open.length + read.length);
            System.arraycopy(read, 0, both, open.length, read.length);
            return both;
        }

        /** Adds a last line that has no end, as when the log was replaced by another. */
        public void end() {
            if (open.length > 0) {
                byte[] rest = open;
                open = new byte[0];
                append(source, parser, rest, rest.length);
            }
        }
    }

    private static final int LONGEST = 1 << 20;
    private static final byte[] COLOUR = { 0x1b, '[' };

    /** Makes room for another log; {@code zone} is that of times which name none. */
    public synchronized Inlet open(LogSource source, ZoneOffset zone) {
        int index = sources.indexOf(source);
        if (index < 0) {
            sources.add(source);
            index = sources.size() - 1;
        }
        return new Inlet(index, zone);
    }

    private void append(int source, LineParser parser, byte[] b, int upTo) {
        // Windows writes some logs in UTF-16; what is left without the zeros and the mark can be read.
        byte[] plain = upTo > 3 && (b[1] == 0 || b[2] == 0 || b[3] == 0) ? withoutZeros(b, upTo) : b;
        int length = plain == b ? upTo : plain.length;
        // What was written for a terminal, as RabbitMQ's console is, would else begin with a colour and not with its time.
        byte[] bytes = Bytes.find(plain, 0, length, COLOUR) < 0 ? plain : withoutColours(plain, length);
        int end = bytes == plain ? length : bytes.length;
        synchronized (this) {
            int[] batch = new int[Math.max(16, end / 64)];
            int count = 0;
            for (int from = 0; from < end;) {
                int to = from;
                while (to < end && bytes[to] != '\n') {
                    to++;
                }
                int stop = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
                parser.next(bytes, from, stop);
                if (count == batch.length) {
                    batch = Arrays.copyOf(batch, count * 2);
                }
                batch[count++] = place(source, parser, bytes, from, stop);
                from = to + 1;
            }
            merge(batch, count);
            shrink();
        }
    }

    /** Leaves out what ECMA-48 calls control sequences: escape, bracket, parameters up to a letter. */
    private static byte[] withoutColours(byte[] b, int upTo) {
        byte[] kept = new byte[upTo];
        int n = 0;
        for (int i = 0; i < upTo; i++) {
            if (b[i] == COLOUR[0] && i + 1 < upTo && b[i + 1] == COLOUR[1]) {
                int at = i + 2;
                while (at < upTo && b[at] >= 0x20 && b[at] < 0x40) {
                    at++;
                }
                // a sequence that was cut takes no line end with it
                i = at < upTo && b[at] >= 0x40 ? at : at - 1;
            } else {
                kept[n++] = b[i];
            }
        }
        return Arrays.copyOf(kept, n);
    }

    private static byte[] withoutZeros(byte[] b, int upTo) {
        byte[] kept = new byte[upTo];
        int n = 0;
        for (int i = 0; i < upTo; i++) {
            if (b[i] != 0 && (i > 1 || b[i] != (byte) 0xff && b[i] != (byte) 0xfe)) {
                kept[n++] = b[i];
            }
        }
        return Arrays.copyOf(kept, n);
    }

    private int place(int source, LineParser parser, byte[] b, int from, int to) {
        LogChunk last = nextChunk == firstChunk ? null : chunks[nextChunk - 1];
        if (last == null || !last.hasRoom(to - from)) {
            if (nextChunk == chunks.length) {
                chunks = Arrays.copyOf(chunks, nextChunk * 2);
            }
            last = new LogChunk();
            chunks[nextChunk++] = last;
            memory = 0;
            for (int i = firstChunk; i < nextChunk; i++) {
                memory += chunks[i].memory();
            }
        }
        int line = last.add(b, from, to, parser.time(), source, parser.severity(), parser.continuation(), LineParser.harmless(b, from, to));
        return nextChunk - 1 << SHIFT | line;
    }

    /** Puts lines of one log, which are in order, among those that are there; of the same moment those of one log stay together. */
    private void merge(int[] batch, int count) {
        if (size + count > order.length) {
            order = Arrays.copyOf(order, Math.max(size + count, order.length + (order.length >> 1)));
        }
        int old = size - 1;
        int to = size + count - 1;
        for (int next = count - 1; next >= 0; to--) {
            if (old >= 0 && after(order[old], batch[next])) {
                order[to] = order[old--];
            } else {
                order[to] = batch[next--];
            }
        }
        size += count;
        changed(old + 1);
    }

    private boolean after(int one, int other) {
        long a = chunks[one >> SHIFT].time(one & LogChunk.LINES - 1);
        long b = chunks[other >> SHIFT].time(other & LogChunk.LINES - 1);
        return a > b || a == b && chunks[one >> SHIFT].source(one & LogChunk.LINES - 1) > chunks[other >> SHIFT].source(other & LogChunk.LINES - 1);
    }

    private void shrink() {
        int first = firstChunk;
        while (memory > limit && first < nextChunk - 1) {
            memory -= chunks[first].memory();
            dropped += chunks[first].size();
            chunks[first++] = null;
        }
        if (first > firstChunk) {
            firstChunk = first;
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (order[i] >> SHIFT >= first) {
                    order[kept++] = order[i];
                }
            }
            size = kept;
            changed(0);
        }
    }

    private void changed(int from) {
        changes[(int) (++version % CHANGES)] = from;
    }

    /** Lines that are there. */
    public synchronized int size() {
        return size;
    }

    /** Lines that were there and had to go. */
    public synchronized long dropped() {
        return dropped;
    }

    /** The logs, in the order they were opened. */
    public synchronized List<LogSource> sources() {
        return List.copyOf(sources);
    }

    /** The order now, and from where on it may differ from that of version {@code since}. */
    synchronized Order order(long since) {
        int from = version - since >= CHANGES ? 0 : size;
        for (long v = since + 1; v <= version && from > 0; v++) {
            from = Math.min(from, changes[(int) (v % CHANGES)]);
        }
        return new Order(Arrays.copyOf(order, size), size, from, version);
    }

    /** The chunks now; a place holds {@code null} when its lines had to go. */
    synchronized LogChunk[] chunks() {
        return Arrays.copyOf(chunks, nextChunk);
    }

    static int chunk(int id) {
        return id >> SHIFT;
    }

    static int line(int id) {
        return id & LogChunk.LINES - 1;
    }

    /** One line; empty when it had to go. */
    public synchronized Optional<LogLine> line(int id, int more) {
        LogChunk chunk = id >> SHIFT < nextChunk ? chunks[id >> SHIFT] : null;
        if (chunk == null) {
            return Optional.empty();
        }
        int n = line(id);
        long time = chunk.time(n);
        return Optional.of(new LogLine(id, sources.get(chunk.source(n)),
                time == Dates.NONE ? Optional.empty() : Optional.of(Instant.EPOCH.plus(time, ChronoUnit.MICROS)),
                LogSeverity.values()[chunk.severity(n)], Bytes.text(chunk.bytes(), chunk.start(n), chunk.end(n)), chunk.continuation(n), chunk.harmless(n),
                more));
    }
}
