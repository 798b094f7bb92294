package org.campanile.core.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The difference of two texts as a unified diff, as {@code diff -u} and {@code patch} know it (POSIX, "diff", "Diff -u output format"): three lines of
 * context, the shortest script by Myers' algorithm, or one block where the texts have little in common. Pure.
 */
public final class TextDiff {

    private static final int CONTEXT = 3;

    /** Beyond this many differing lines the search for the shortest script would cost more than it tells. */
    private static final int MOST_EDITS = 1500;

    private enum Op {
        KEEP, DELETE, INSERT
    }

    private record Edit(Op op, String line) {
    }

    private TextDiff() {
    }

    /**
     * The difference, headed by the file's name; empty when there is none. Lines that differ in their ends alone differ ({@code \r} is shown as ␍).
     *
     * @param before empty for a file that does not exist yet
     * @param after empty for a file that will be removed
     */
    public static String unified(String name, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        List<Edit> edits = edits(lines(before), lines(after));
        StringBuilder out = new StringBuilder("--- ").append(before.isEmpty() ? "(none)" : name).append("\n+++ ").append(after.isEmpty() ? "(none)" : name)
                .append('\n');
        int from = 0;
        while ((from = next(edits, from)) < edits.size()) {
            int end = from;
            for (int at = from; at < edits.size() && at <= end + 2 * CONTEXT; at++) {
                if (edits.get(at).op() != Op.KEEP) {
                    end = at;
                }
            }
            hunk(out, edits, Math.max(0, from - CONTEXT), Math.min(edits.size(), end + 1 + CONTEXT));
            from = end + 1;
        }
        return out.toString();
    }

    private static int next(List<Edit> edits, int from) {
        int at = from;
        while (at < edits.size() && edits.get(at).op() == Op.KEEP) {
            at++;
        }
        return at;
    }

    private static void hunk(StringBuilder out, List<Edit> edits, int from, int to) {
        int oldStart = 0;
        int newStart = 0;
        int oldCount = 0;
        int newCount = 0;
        for (int i = 0; i < to; i++) {
            Op op = edits.get(i).op();
            int oldStep = op == Op.INSERT ? 0 : 1;
            int newStep = op == Op.DELETE ? 0 : 1;
            if (i < from) {
                oldStart += oldStep;
                newStart += newStep;
            } else {
                oldCount += oldStep;
                newCount += newStep;
            }
        }
        out.append("@@ -").append(range(oldStart, oldCount)).append(" +").append(range(newStart, newCount)).append(" @@\n");
        for (Edit edit : edits.subList(from, to)) {
            out.append(switch (edit.op()) {
                case KEEP -> ' ';
                case DELETE -> '-';
                case INSERT -> '+';
            }).append(shown(edit.line()));
        }
    }

    private static String range(int start, int count) {
        int first = count == 0 ? start : start + 1;
        return count == 1 ? String.valueOf(first) : first + "," + count;
    }

    private static String shown(String line) {
        String text = line.replace("\r", "\u240D");
        return text.endsWith("\n") ? text : text + "\n\\ No newline at end of file\n";
    }

    /** Lines with their ends. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                lines.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static List<Edit> edits(List<String> a, List<String> b) {
        int head = 0;
        while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < a.size() - head && tail < b.size() - head && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<Edit> edits = new ArrayList<>();
        a.subList(0, head).forEach(l -> edits.add(new Edit(Op.KEEP, l)));
        edits.addAll(middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail)));
        a.subList(a.size() - tail, a.size()).forEach(l -> edits.add(new Edit(Op.KEEP, l)));
        return edits;
    }

    /** Myers, "An O(ND) difference algorithm": furthest reaching paths, kept for each number of edits to walk back. */
    private static List<Edit> middle(List<String> a, List<String> b) {
        int most = Math.min(a.size() + b.size(), MOST_EDITS);
        int[] reach = new int[2 * most + 3];
        List<int[]> kept = new ArrayList<>();
        for (int d = 0; d <= most; d++) {
            kept.add(Arrays.copyOfRange(reach, most - d, most + d + 3));
            for (int k = -d; k <= d; k += 2) {
                int x = k == -d || k != d && reach[most + k] < reach[most + k + 2] ? reach[most + k + 2] : reach[most + k] + 1;
                while (x < a.size() && x - k < b.size() && a.get(x).equals(b.get(x - k))) {
                    x++;
                }
                reach[most + 1 + k] = x;
                if (x >= a.size() && x - k >= b.size()) {
                    return walkBack(a, b, kept, d);
                }
            }
        }
        List<Edit> all = new ArrayList<>();
        a.forEach(l -> all.add(new Edit(Op.DELETE, l)));
        b.forEach(l -> all.add(new Edit(Op.INSERT, l)));
        return all;
    }

    private static List<Edit> walkBack(List<String> a, List<String> b, List<int[]> kept, int edits) {
        List<Edit> back = new ArrayList<>();
        int x = a.size();
        int y = b.size();
        for (int d = edits; d > 0; d--) {
            // index of diagonal k in the slice of step d is k + d + 1
            int[] reach = kept.get(d);
            int k = x - y;
            boolean down = k == -d || k != d && reach[k - 1 + d + 1] < reach[k + 1 + d + 1];
            int before = down ? k + 1 : k - 1;
            int fromX = reach[before + d + 1];
            while (x > (down ? fromX : fromX + 1)) {
                back.add(new Edit(Op.KEEP, a.get(--x)));
                y--;
            }
            if (down) {
                back.add(new Edit(Op.INSERT, b.get(--y)));
            } else {
                back.add(new Edit(Op.DELETE, a.get(--x)));
            }
        }
        while (x > 0) {
            back.add(new Edit(Op.KEEP, a.get(--x)));
        }
        return back.reversed();
    }
}
