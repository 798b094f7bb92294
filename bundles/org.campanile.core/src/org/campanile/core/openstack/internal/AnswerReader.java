package org.campanile.core.openstack.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.campanile.core.wire.LimitedBody;

/** Reads one HTTP/1.1 answer (RFC 9112, sections 4 to 7) from a socket within limits. For the upload, which has its own connection. */
final class AnswerReader {

    private static final int LINE = 16 * 1024;
    private static final int HEADERS = 200;

    private final InputStream in;
    private final int limit;

    /** @param limit longest body that is read */
    AnswerReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** The next answer; one of status 1xx has no body. */
    Answer read(Call call) throws IOException {
        String status = line();
        if (!status.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            throw new IOException("not an answer of HTTP/1.1: " + (status.length() > 80 ? status.substring(0, 80) : status));
        }
        int code = Integer.parseInt(status.substring(9, 12));
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int count = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (++count > HEADERS) {
                throw new IOException("more than " + HEADERS + " header lines");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).strip(), k -> new ArrayList<>()).add(line.substring(colon + 1).strip());
            }
        }
        HttpHeaders all = HttpHeaders.of(headers, (name, value) -> true);
        boolean none = code < 200 || code == 204 || code == 304;
        return new Answer(call, code, all, none ? new byte[0] : body(all));
    }

    private byte[] body(HttpHeaders headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.firstValue("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
            for (long size = chunk(); size > 0; size = chunk()) {
                copy(size, body);
                line();
            }
        } else {
            long length = headers.firstValueAsLong("Content-Length").orElse(-1);
            if (length >= 0) {
                copy(length, body);
            } else {
                copyToEnd(body);
            }
        }
        return body.toByteArray();
    }

    private long chunk() throws IOException {
        String size = line().replaceFirst(";.*", "").strip();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new IOException("a chunk without a size");
        }
        return Long.parseLong(size, 16);
    }

    private void copy(long length, ByteArrayOutputStream to) throws IOException {
        if (to.size() + length > limit) {
            throw new LimitedBody.TooLong(limit);
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended within its body");
        }
        to.writeBytes(bytes);
    }

    private void copyToEnd(ByteArrayOutputStream to) throws IOException {
        byte[] bytes = in.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new LimitedBody.TooLong(limit);
        }
        to.writeBytes(bytes);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection was closed before an answer came");
            }
            if (line.size() == LINE) {
                throw new IOException("a header line of more than " + LINE + " bytes");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
