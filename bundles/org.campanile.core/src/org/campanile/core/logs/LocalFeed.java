package org.campanile.core.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Logs on this machine, such as those that were copied from a Windows guest. Files only. */
public final class LocalFeed implements LogFeed {

    private record Position(Object file, long at) {
    }

    private final List<LogSource> sources;
    private final long first;
    private final int most;
    private final Map<LogSource, Position> positions = new HashMap<>();

    /**
     * @param first how many bytes of the end of each file are read at first
     * @param most bytes of one file in one look
     */
    public LocalFeed(List<LogSource> sources, long first, int most) {
        this.sources = List.copyOf(sources);
        this.first = first;
        this.most = most;
    }

    @Override
    public List<LogPiece> look(Task task) throws FailureException {
        List<LogPiece> pieces = new ArrayList<>();
        for (LogSource source : sources) {
            task.checkCancelled("reading logs");
            pieces.add(piece(source));
        }
        return pieces;
    }

    private LogPiece piece(LogSource source) {
        Path path = Path.of(source.name());
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            // Windows' file systems tell no key; there the time of creation stands for it.
            Object file = now.fileKey() == null ? now.creationTime() : now.fileKey();
            Position was = positions.get(source);
            boolean other = was != null && !was.file().equals(file);
            boolean shorter = was != null && !other && now.size() < was.at();
            long from = was == null ? Math.max(0, now.size() - first) : other || shorter ? 0 : was.at();
            byte[] bytes = read(path, from, (int) Math.min(most, now.size() - from));
            positions.put(source, new Position(file, from + bytes.length));
            int cut = was == null && from > 0 ? afterFirstLine(bytes) : 0;
            LogPiece.Event event = other ? LogPiece.Event.ROTATED : shorter ? LogPiece.Event.TRUNCATED : LogPiece.Event.PRESENT;
            return piece(source, cut == 0 ? bytes : java.util.Arrays.copyOfRange(bytes, cut, bytes.length), event, from + bytes.length < now.size());
        } catch (NoSuchFileException e) {
            return piece(source, new byte[0], LogPiece.Event.MISSING, false);
        } catch (AccessDeniedException e) {
            return piece(source, new byte[0], LogPiece.Event.FORBIDDEN, false);
        } catch (IOException e) {
            return piece(source, new byte[0], Files.exists(path) ? LogPiece.Event.FORBIDDEN : LogPiece.Event.MISSING, false);
        }
    }

    static int afterFirstLine(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static LogPiece piece(LogSource source, byte[] bytes, LogPiece.Event event, boolean more) {
        ZoneOffset zone = ZoneId.systemDefault().getRules().getOffset(Instant.now());
        return new LogPiece(source, bytes, zone, event, more);
    }

    private static byte[] read(Path path, long from, int length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(from);
            byte[] bytes = new byte[Math.max(0, length)];
            int n = 0;
            while (n < bytes.length) {
                int got = file.read(bytes, n, bytes.length - n);
                if (got < 0) {
                    return java.util.Arrays.copyOf(bytes, n);
                }
                n += got;
            }
            return bytes;
        }
    }

    @Override
    public void close() {
        positions.clear();
    }
}
