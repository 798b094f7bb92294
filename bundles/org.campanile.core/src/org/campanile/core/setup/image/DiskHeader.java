package org.campanile.core.setup.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** A few bytes of an image file at a time; asking beyond its end gives zeros, never an error, so that readers decide what is damaged. */
final class DiskHeader {

    private static final int MOST = 1 << 20;

    private final Path file;
    private final SeekableByteChannel channel;
    private final long size;

    DiskHeader(Path file, SeekableByteChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    Path file() {
        return file;
    }

    long size() {
        return size;
    }

    /** Bytes at a place of the file, which may come from a damaged header. */
    ByteBuffer at(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(length, MOST));
        if (offset >= 0 && offset < size) {
            channel.position(offset);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                continue;
            }
        }
        buffer.clear();
        return buffer;
    }

    long big64(long offset) throws IOException {
        return at(offset, Long.BYTES).getLong();
    }

    int big32(long offset) throws IOException {
        return at(offset, Integer.BYTES).getInt();
    }

    long little64(long offset) throws IOException {
        return at(offset, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    int little32(long offset) throws IOException {
        return at(offset, Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    int little16(long offset) throws IOException {
        return at(offset, Short.BYTES).order(ByteOrder.LITTLE_ENDIAN).getShort() & 0xffff;
    }

    String text(long offset, int length) throws IOException {
        return new String(at(offset, length).array(), StandardCharsets.ISO_8859_1);
    }

    boolean begins(String magic) throws IOException {
        return text(0, magic.length()).equals(magic);
    }

    /** The refusal of this file. */
    FailureException refused(String seen, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading the image file", file.toString(), seen, meaning, next));
    }

    /** The refusal of a file whose header cannot be right. */
    FailureException damaged(String format, String seen) {
        return refused(seen, "The " + format + " header is damaged, or the file is cut off.", "Get the file again and compare its checksum.");
    }
}
