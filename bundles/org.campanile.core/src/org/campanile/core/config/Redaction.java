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
        if (assigned.matches() && (assigned.group(1).toLowerCase(Locale.ROOT).contains("passw") || !harmless(assigned.group(2)))) {
            return assigned.group(1) + HIDDEN;
        }
        return IN_URL.matcher(line).replaceAll(m -> Matcher.quoteReplacement(m.group(1) + HIDDEN + m.group(3)));
    }

    /** Switches, times and names of an option that only sounds like a secret, such as {@code token_cache_time}. */
    private static boolean harmless(String value) {
        return value.matches("(?i)true|false|none|\\d{1,5}|\\$\\w+");
    }
}
