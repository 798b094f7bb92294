package org.campanile.core.servicemanager;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads whole tables out of an SQLite 3 database file, with what its write-ahead log beside it holds; enough for a saved {@code sm.db}, and nothing is
 * ever written. By the file format that SQLite publishes. Throws {@link IOException} with a reason on anything that is no such file.
 */
final class SqliteFile {

    private static final long LARGEST = 64L << 20;
    private static final int HEADER = 100;
    private static final int DEEPEST = 40;
    private static final int WAL_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer file;
    private final int pageSize;
    private final int usable;
    private final Charset text;
    private final Map<Integer, ByteBuffer> newer = new HashMap<>();
    private final Map<String, Table> tables = new HashMap<>();

    private record Table(int root, List<String> columns) {
    }

    /** Reads the file, which must not be larger than 64 MB. */
    SqliteFile(Path path) throws IOException {
        file = ByteBuffer.wrap(bytes(path));
        byte[] magic = new byte[MAGIC.length];
        if (file.capacity() < HEADER) {
            throw new IOException("the file is too short for a database");
        }
        file.get(0, magic);
        if (!java.util.Arrays.equals(magic, MAGIC)) {
            throw new IOException("the file does not begin as an SQLite database does");
        }
        int size = file.getShort(16) & 0xffff;
        pageSize = size == 1 ? 65536 : size;
        usable = pageSize - (file.get(20) & 0xff);
        if (pageSize < 512 || Integer.bitCount(pageSize) != 1 || usable < 480) {
            throw new IOException("its page size is " + pageSize);
        }
        text = switch (file.getInt(56)) {
            case 2 -> StandardCharsets.UTF_16LE;
            case 3 -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
        try {
            Path log = path.resolveSibling(path.getFileName() + "-wal");
            if (Files.exists(log)) {
                overlay(ByteBuffer.wrap(bytes(log)));
            }
            for (List<Object> row : rows(1)) {
                if (row.size() > 4 && "table".equals(row.get(0)) && row.get(3) instanceof Long root && row.get(4) instanceof String sql) {
                    tables.put(String.valueOf(row.get(1)).toLowerCase(Locale.ROOT), new Table(root.intValue(), columns(sql)));
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("the database is cut or damaged", e);
        }
    }

    private static byte[] bytes(Path path) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new IOException("the file is larger than " + (LARGEST >> 20) + " MB");
        }
        return Files.readAllBytes(path);
    }

    /** Pages of the write-ahead log up to its last commit count instead of those in the file. */
    private void overlay(ByteBuffer log) {
        Map<Integer, ByteBuffer> open = new HashMap<>();
        for (int at = WAL_HEADER; at + FRAME_HEADER + pageSize <= log.capacity(); at += FRAME_HEADER + pageSize) {
            if (log.getLong(at + 8) != log.getLong(16)) {
                return;
            }
            open.put(log.getInt(at), log.slice(at + FRAME_HEADER, pageSize));
            if (log.getInt(at + 4) != 0) {
                newer.putAll(open);
                open.clear();
            }
        }
    }

    /** Names of the columns in a CREATE TABLE statement, in lower case. */
    private static List<String> columns(String sql) {
        List<String> columns = new ArrayList<>();
        int depth = 0;
        StringBuilder part = new StringBuilder();
        for (char c : sql.substring(sql.indexOf('(') + 1).toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0 || depth < 0) {
                String name = part.toString().strip().split("[\\s(]+", 2)[0].replaceAll("[\"`\\[\\]']", "").toLowerCase(Locale.ROOT);
                if (!Set.of("primary", "unique", "foreign", "check", "constraint", "").contains(name)) {
                    columns.add(name);
                }
                part.setLength(0);
                if (depth < 0) {
                    break;
                }
            } else {
                part.append(c);
            }
        }
        return columns;
    }

    /** All rows of a table by column, both in lower case, values as text; null and absent are empty. In the order of their row numbers. */
    List<Map<String, String>> table(String name) throws IOException {
        Table table = tables.get(name);
        if (table == null) {
            throw new IOException("the database has no table " + name);
        }
        List<Map<String, String>> all = new ArrayList<>();
        try {
            for (List<Object> row : rows(table.root())) {
                Map<String, String> map = new HashMap<>();
                for (int c = 0; c < table.columns().size(); c++) {
                    Object value = c < row.size() ? row.get(c) : null;
                    map.put(table.columns().get(c), value == null ? "" : value.toString());
                }
                all.add(map);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("the database is cut or damaged", e);
        }
        return all;
    }

    private ByteBuffer page(int number) throws IOException {
        ByteBuffer later = newer.get(number);
        if (later != null) {
            return later;
        }
        long at = (long) (number - 1) * pageSize;
        if (number < 1 || at + pageSize > file.capacity()) {
            throw new IOException("the database is cut: page " + number + " is missing");
        }
        return file.slice((int) at, pageSize);
    }

    private List<List<Object>> rows(int root) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        walk(root, rows, new HashSet<>(), 0);
        return rows;
    }

    private void walk(int number, List<List<Object>> rows, Set<Integer> seen, int depth) throws IOException {
        if (!seen.add(number) || depth > DEEPEST) {
            throw new IOException("the database is damaged: page " + number + " is its own child");
        }
        ByteBuffer page = page(number);
        int head = number == 1 ? HEADER : 0;
        int cells = page.getShort(head + 3) & 0xffff;
        switch (page.get(head)) {
            case 5 -> {
                for (int i = 0; i < cells; i++) {
                    walk(page.getInt(page.getShort(head + 12 + 2 * i) & 0xffff), rows, seen, depth + 1);
                }
                walk(page.getInt(head + 8), rows, seen, depth + 1);
            }
            case 13 -> {
                for (int i = 0; i < cells; i++) {
                    rows.add(record(page, page.getShort(head + 8 + 2 * i) & 0xffff));
                }
            }
            default -> throw new IOException("the database is damaged: page " + number + " is of no known kind");
        }
    }

    private List<Object> record(ByteBuffer page, int at) throws IOException {
        if (at >= pageSize) {
            throw new IOException("the database is damaged: a row lies outside its page");
        }
        ByteBuffer cell = page.duplicate().position(at);
        long size = varint(cell);
        long rowid = varint(cell);
        if (size < 0 || size > LARGEST) {
            throw new IOException("the database is damaged: a row has " + size + " bytes");
        }
        ByteBuffer row = ByteBuffer.wrap(payload(cell, (int) size));
        long end = varint(row);
        List<Long> types = new ArrayList<>();
        while (row.position() < end) {
            types.add(varint(row));
        }
        List<Object> values = new ArrayList<>();
        for (int c = 0; c < types.size(); c++) {
            Object value = value(row, types.get(c));
            // the first column of these tables is the row number, which is kept outside the row
            values.add(c == 0 && value == null ? rowid : value);
        }
        return values;
    }

    private byte[] payload(ByteBuffer cell, int size) throws IOException {
        int most = usable - 35;
        int least = (usable - 12) * 32 / 255 - 23;
        int kept = least + (size - least) % (usable - 4);
        int local = size <= most ? size : kept <= most ? kept : least;
        byte[] all = new byte[size];
        cell.get(all, 0, local);
        int next = local < size ? cell.getInt() : 0;
        for (int got = local; got < size;) {
            ByteBuffer page = page(next);
            next = page.getInt(0);
            int part = Math.min(size - got, usable - 4);
            page.get(4, all, got, part);
            got += part;
        }
        return all;
    }

    private Object value(ByteBuffer row, long type) throws IOException {
        if (type >= 12) {
            byte[] bytes = new byte[(int) Math.min((type - 12) / 2, Integer.MAX_VALUE)];
            if (bytes.length > row.remaining()) {
                throw new IOException("the database is damaged: a value is longer than its row");
            }
            row.get(bytes);
            return type % 2 == 1 ? new String(bytes, text) : "(" + bytes.length + " bytes)";
        }
        return switch ((int) type) {
            case 0 -> null;
            case 1, 2, 3, 4 -> integer(row, (int) type);
            case 5 -> integer(row, 6);
            case 6 -> row.getLong();
            case 7 -> row.getDouble();
            case 8 -> 0L;
            case 9 -> 1L;
            default -> throw new IOException("the database is damaged: a value is of no known kind");
        };
    }

    private static long integer(ByteBuffer row, int bytes) {
        long value = row.get();
        for (int i = 1; i < bytes; i++) {
            value = value << 8 | row.get() & 0xff;
        }
        return value;
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            byte b = from.get();
            value = value << 7 | b & 0x7f;
            if (b >= 0) {
                return value;
            }
        }
        return value << 8 | from.get() & 0xff;
    }
}
