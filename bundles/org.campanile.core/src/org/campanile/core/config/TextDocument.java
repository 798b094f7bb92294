package org.campanile.core.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The lines of a text file, each with the end it had, so that {@link #bytes} gives back what {@link #of} took. Text is UTF-8; bytes that are not are
 * carried as lone surrogates U+DC80 to U+DCFF (Python's "surrogateescape", PEP 383) and come out as they were. Immutable: every change makes a
 * new document that shares the other lines.
 */
public final class TextDocument {

    /**
     * A line.
     *
     * @param text without its end
     * @param end {@code "\n"}, {@code "\r\n"}, or empty for a last line without one
     */
    public record Line(String text, String end) {
        public Line {
            Objects.requireNonNull(text);
            Objects.requireNonNull(end);
        }
    }

    private static final char MARK = '\uFEFF';
    private static final int ESCAPED = 0xDC00;

    private final boolean mark;
    private final List<Line> lines;

    private TextDocument(boolean mark, List<Line> lines) {
        this.mark = mark;
        this.lines = List.copyOf(lines);
    }

    /** The document of these bytes. */
    public static TextDocument of(byte[] bytes) {
        return of(decode(bytes));
    }

    /** The document of a text. */
    public static TextDocument of(String text) {
        boolean mark = !text.isEmpty() && text.charAt(0) == MARK;
        List<Line> lines = new ArrayList<>();
        int from = mark ? 1 : 0;
        while (from < text.length()) {
            int feed = text.indexOf('\n', from);
            if (feed < 0) {
                lines.add(new Line(text.substring(from), ""));
                break;
            }
            boolean windows = feed > from && text.charAt(feed - 1) == '\r';
            lines.add(new Line(text.substring(from, windows ? feed - 1 : feed), windows ? "\r\n" : "\n"));
            from = feed + 1;
        }
        return new TextDocument(mark, lines);
    }

    /** All lines. */
    public List<Line> lines() {
        return lines;
    }

    /** How many lines. */
    public int size() {
        return lines.size();
    }

    /** The text of a line, without its end. */
    public String text(int index) {
        return lines.get(index).text();
    }

    /** Whether a line has bytes that are not UTF-8. */
    public boolean isForeign(int index) {
        String text = text(index);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ESCAPED + 0x80 && c <= ESCAPED + 0xFF && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it begins with a byte order mark. */
    public boolean hasMark() {
        return mark;
    }

    /** The end that most lines have; {@code "\n"} when none has any. */
    public String usualEnd() {
        long windows = lines.stream().filter(l -> l.end().equals("\r\n")).count();
        long plain = lines.stream().filter(l -> l.end().equals("\n")).count();
        return windows > plain ? "\r\n" : "\n";
    }

    /** The same with another text in a line, which keeps its end. */
    public TextDocument with(int index, String text) {
        if (lines.get(index).text().equals(text)) {
            return this;
        }
        List<Line> changed = new ArrayList<>(lines);
        changed.set(index, new Line(oneLine(text), lines.get(index).end()));
        return new TextDocument(mark, changed);
    }

    /** The same with lines put in before line {@code index}, which may be the size; they get the usual end. */
    public TextDocument insert(int index, List<String> texts) {
        if (texts.isEmpty()) {
            return this;
        }
        String end = usualEnd();
        List<Line> changed = new ArrayList<>(lines);
        if (index == changed.size() && index > 0 && changed.get(index - 1).end().isEmpty()) {
            changed.set(index - 1, new Line(changed.get(index - 1).text(), end));
        }
        int at = index;
        for (String text : texts) {
            changed.add(at++, new Line(oneLine(text), end));
        }
        return new TextDocument(mark, changed);
    }

    /** The same with one line put in. */
    public TextDocument insert(int index, String text) {
        return insert(index, List.of(text));
    }

    /** The same without the lines from {@code from} up to, not including, {@code to}. */
    public TextDocument remove(int from, int to) {
        if (from >= to) {
            return this;
        }
        List<Line> changed = new ArrayList<>(lines);
        changed.subList(from, to).clear();
        return new TextDocument(mark, changed);
    }

    /** The same with these ends on all lines but a last one without any. */
    public TextDocument withEnds(String end) {
        return new TextDocument(mark, lines.stream().map(l -> l.end().isEmpty() ? l : new Line(l.text(), end)).toList());
    }

    /** The same without a byte order mark, which some programs take for the beginning of the first word. */
    public TextDocument withoutMark() {
        return new TextDocument(false, lines);
    }

    private static String oneLine(String text) {
        if (text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line has a line break in it");
        }
        return text;
    }

    /** The whole text. */
    public String text() {
        StringBuilder all = new StringBuilder();
        if (mark) {
            all.append(MARK);
        }
        lines.forEach(l -> all.append(l.text()).append(l.end()));
        return all.toString();
    }

    /** The bytes of the file. */
    public byte[] bytes() {
        return encode(text());
    }

    /** UTF-8, with each byte that is not as a lone surrogate. */
    private static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPED + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
    }

    private static byte[] encode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c >= ESCAPED + 0x80 && c <= ESCAPED + 0xFF) {
                out.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                out.write(c - ESCAPED);
                from = i + 1;
            }
        }
        out.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextDocument d && mark == d.mark && lines.equals(d.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    /** Without the text, which may hold passwords. */
    @Override
    public String toString() {
        return "TextDocument[" + lines.size() + " lines]";
    }
}
