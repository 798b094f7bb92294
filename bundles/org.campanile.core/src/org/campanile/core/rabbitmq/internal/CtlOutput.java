package org.campanile.core.rabbitmq.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import org.campanile.core.task.FailureException;

/** Reads what {@code rabbitmqctl} prints, of new and old releases. Pure. */
public final class CtlOutput {

    private static final Pattern VERSION = Pattern.compile("(?:RabbitMQ version: *|\\{rabbit,\\s*\"RabbitMQ\",\\s*\"|\"rabbitmq_version\"\\s*:\\s*\")(\\d+(?:\\.\\d+)+)");
    private static final int WORDS = 600;

    private CtlOutput() {
    }

    /** The version in the output of {@code status}; {@code "0"} when it tells none. */
    public static String version(String status) {
        Matcher m = VERSION.matcher(status);
        return m.find() ? m.group(1) : "0";
    }

    /** The columns of each row of a list in JSON; warnings before the list are skipped. */
    public static List<List<String>> json(String out, List<String> columns, String doing, String subject) throws FailureException {
        Matcher list = Pattern.compile("(?m)^\\s*\\[").matcher(out);
        String text = list.find() ? out.substring(list.start()) : out;
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : new Json().tree(text, doing, subject)) {
            List<String> values = new ArrayList<>();
            for (String column : columns) {
                JsonNode value = row.path(column);
                values.add(value.isArray() ? String.join(",", Json.tags(value)) : value.asText());
            }
            rows.add(values);
        }
        return rows;
    }

    /**
     * The rows of a list in the text form of old releases: columns parted by tabs, {@code Listing ...} before and {@code ...done.} after, bytes that are
     * not plain as three octal digits after a backslash.
     */
    public static List<List<String>> text(String out, int columns) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : out.split("\r?\n")) {
            if (line.isEmpty() || line.equals("...done.") || line.startsWith("Listing ") && line.endsWith("...")) {
                continue;
            }
            String[] parts = line.split("\t", -1);
            List<String> row = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                row.add(i < parts.length ? plain(parts[i]) : "");
            }
            rows.add(row);
        }
        return rows;
    }

    private static String plain(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            boolean octal = escaped.charAt(i) == '\\' && escaped.length() - i >= 4 && escaped.substring(i + 1, i + 4).matches("[0-3][0-7]{2}");
            if (octal) {
                bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 4), 8));
                i += 3;
            } else if (escaped.startsWith("\\\\", i)) {
                bytes.write('\\');
                i++;
            } else {
                bytes.writeBytes(escaped.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Tags as {@code [administrator, monitoring]}, as {@code administrator,monitoring}, or as {@code true} and {@code false} of releases before 2.8. */
    public static List<String> tags(String text) {
        String inner = text.replaceAll("^\\[|\\]$", "").strip();
        if (inner.equals("true")) {
            return List.of("administrator");
        }
        List<String> tags = new ArrayList<>();
        for (String tag : inner.split(",")) {
            if (!tag.isBlank() && !inner.equals("false")) {
                tags.add(tag.strip());
            }
        }
        return tags;
    }

    /** A count, or -1. */
    public static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /** The lines that tell why, without stack traces and help. */
    public static String reason(String err) {
        StringBuilder reason = new StringBuilder();
        for (String line : err.split("\r?\n")) {
            String words = line.strip();
            boolean noise = words.isEmpty() || words.startsWith("Usage") || words.startsWith("DIAGNOSTICS") || words.startsWith("** (");
            if (!noise && reason.length() + words.length() < WORDS) {
                reason.append(reason.isEmpty() ? "" : " ").append(words);
            }
        }
        return reason.toString();
    }
}
