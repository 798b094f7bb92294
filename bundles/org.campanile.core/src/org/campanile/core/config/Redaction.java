package org.campanile.core.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes passwords out of lines of configuration files, so that a difference can be shown in a plan or a report. Pure. */
public final class Redaction {

    /** Stands where a secret was. */
    public static final String HIDDEN = "***";

    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)^(\\s*(?:#\\s*)?(?:export\\s+)?[A-Za-z0-9_.-]*(?:passw|secret|token|credential|auth_encryption_key)[A-Za-z0-9_.-]*\\s*[=:]\\s*)(\\S.*)$");
    private static final Pattern COUNTED = Pattern.compile("_(?:time|timeout|ttl|seconds|minutes|hours|days|expiration|expiry|interval|size|length|count|limit|retries)\\s*[=:]");
    private static final Pattern IN_URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://[^:/@\\s]*:)([^\\s]*)(@[^@\\s/,]*)");

    private Redaction() {
    }

    /** The text with the values of options that are called password, secret or token hidden, and passwords in addresses. */
    public static String hide(String text) {
        return each(text, 0);
    }

    /** The same for a unified diff, whose lines begin with a sign. */
    public static String hideInDiff(String diff) {
        return each(diff, 1);
    }

    private static String each(String text, int from) {
        StringBuilder out = new StringBuilder();
        for (TextDocument.Line line : TextDocument.of(text).lines()) {
            int at = Math.min(from, line.text().length());
            out.append(line.text(), 0, at).append(line(line.text().substring(at))).append(line.end());
        }
        return out.toString();
    }

    private static String line(String line) {
        Matcher assigned = ASSIGNED.matcher(line);
        if (assigned.matches() && !harmless(assigned.group(1).toLowerCase(Locale.ROOT), assigned.group(2))) {
            return assigned.group(1) + HIDDEN;
        }
        return IN_URL.matcher(line).replaceAll(m -> Matcher.quoteReplacement(m.group(1) + HIDDEN + m.group(3)));
    }

    /** Switches, and numbers of an option whose name says what is counted, such as {@code token_cache_time}; a bare number may well be a secret. */
    private static boolean harmless(String name, String value) {
        return !name.contains("passw") && (value.matches("(?i)true|false|none") || value.matches("\\d+") && COUNTED.matcher(name).find());
    }
}
