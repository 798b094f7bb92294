package org.campanile.core.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What dnf or yum says it would do: the table before its question, in English. A value.
 *
 * @param along packages that would be installed besides the ones that were asked for
 * @param upgraded packages that would come to another version, as in {@code "glibc -> 2.12-1.7"}
 */
record RpmTransaction(List<String> along, List<String> upgraded) {

    /** dnf and yum have other words for the same parts. */
    private static final Pattern HEAD = Pattern.compile("(Installing|Upgrading|Updating|Removing|Reinstalling|Downgrading)( [a-z ]+)?:");
    /** A name too long for its column has the rest of its row in the next line, which begins with more blanks. */
    private static final Pattern ROW = Pattern.compile(" (\\S+)(?:\\s+(\\S+)\\s+(\\S+)\\s.*)?");
    private static final Pattern REST = Pattern.compile("\\s{2,}\\S+\\s+(\\S+)\\s.*");

    RpmTransaction {
        along = List.copyOf(along);
        upgraded = List.copyOf(upgraded);
    }

    static RpmTransaction read(String answer) {
        List<String> along = new ArrayList<>();
        List<String> upgraded = new ArrayList<>();
        String part = "";
        String name = "";
        for (String line : answer.lines().toList()) {
            Matcher head = HEAD.matcher(line);
            Matcher row = ROW.matcher(line);
            Matcher rest = REST.matcher(line);
            if (head.matches()) {
                part = head.group(1) + (head.group(2) == null ? "" : " along");
            } else if (line.isBlank()) {
                part = "";
            } else if (part.equals("Installing along") && row.matches()) {
                along.add(row.group(1));
            } else if (part.startsWith("Up") && row.matches()) {
                name = row.group(1);
                if (row.group(3) != null) {
                    upgraded.add(name + " -> " + row.group(3));
                }
            } else if (part.startsWith("Up") && rest.matches()) {
                upgraded.add(name + " -> " + rest.group(1));
            }
        }
        return new RpmTransaction(along, upgraded);
    }
}
