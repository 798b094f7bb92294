package org.campanile.core.deploy.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two runs held against each other, step by step: how long each took, how it ended, what is different. A value.
 *
 * @param before the earlier run
 * @param after the later run
 * @param rows in the later run's order, then what only the earlier had
 */
public record RunComparison(RunRecord before, RunRecord after, List<Row> rows) {

    /**
     * A step, or a unit, of either run.
     *
     * @param before how it was in the earlier run, {@code null} when it was not there
     * @param after how it was in the later one, {@code null} when it was not there
     */
    public record Row(RunRecord.Line before, RunRecord.Line after) {

        private RunRecord.Line any() {
            return after == null ? before : after;
        }

        /** The unit it is about. */
        public String unit() {
            return any().unit();
        }

        /** The step, empty for a unit. */
        public String step() {
            return any().step();
        }

        /** How much longer the later took in seconds; not a number when one of them is not known. */
        public double longer() {
            return before == null || after == null || before.seconds() < 0 || after.seconds() < 0 ? Double.NaN : after.seconds() - before.seconds();
        }

        /** What is different, in words; empty when nothing is but the time. */
        public String difference() {
            if (before == null) {
                return "only in the later run";
            }
            if (after == null) {
                return "only in the earlier run";
            }
            List<String> all = new ArrayList<>();
            if (!before.state().equals(after.state())) {
                all.add((before.state().isEmpty() ? "nothing" : before.state()) + " -> " + (after.state().isEmpty() ? "nothing" : after.state()));
            }
            if (!before.detail().equals(after.detail()) && !after.detail().isEmpty()) {
                all.add(after.detail());
            }
            return String.join("; ", all);
        }
    }

    public RunComparison {
        rows = List.copyOf(rows);
    }

    /** Compares two runs; the one that began first is the earlier. */
    public static RunComparison of(RunRecord one, RunRecord other) {
        RunRecord before = one.began().isAfter(other.began()) ? other : one;
        RunRecord after = before == one ? other : one;
        Map<String, RunRecord.Line> old = new LinkedHashMap<>();
        before.lines().forEach(l -> old.putIfAbsent(l.key(), l));
        List<Row> rows = new ArrayList<>();
        after.lines().forEach(l -> rows.add(new Row(old.remove(l.key()), l)));
        old.values().forEach(l -> rows.add(new Row(l, null)));
        return new RunComparison(before, after, rows);
    }

    /** Whether both had the same document. */
    public boolean sameDocument() {
        return before.document().equals(after.document());
    }

    /** Seconds with one digit; empty when they are not known. */
    public static String seconds(double value) {
        return Double.isNaN(value) || value < 0 ? "" : String.format(Locale.ROOT, "%.1f s", value);
    }

    /** A difference of seconds with its sign; empty when it is not known. */
    public static String signed(double value) {
        return Double.isNaN(value) ? "" : Math.abs(value) < 0.05 ? "0.0 s" : String.format(Locale.ROOT, "%+.1f s", value);
    }

    /** As text that reads well in a mail. */
    public String text() {
        StringBuilder text = new StringBuilder();
        head(text, "Earlier", before);
        head(text, "Later  ", after);
        text.append("Document: ").append(sameDocument() ? "the same" : "changed between the runs").append("\n");
        text.append("Whole: ").append(signed((after.took().toMillis() - before.took().toMillis()) / 1000.0)).append("\n\n");
        for (Row row : rows) {
            text.append(String.format(Locale.ROOT, "%-16s %-28s %9s %9s %9s  %s%n", row.unit(), row.step(), row.before() == null ? "" : seconds(row.before().seconds()),
                    row.after() == null ? "" : seconds(row.after().seconds()), signed(row.longer()), row.difference()).replaceAll("[ \t]+\n", "\n"));
        }
        return text.toString();
    }

    private static void head(StringBuilder text, String which, RunRecord run) {
        text.append(which).append(": ").append(run.id()).append(" by ").append(run.by()).append(", ").append(run.outcome().label().toLowerCase(Locale.ROOT)).append(" after ")
                .append(seconds(run.took().toMillis() / 1000.0)).append("\n");
    }
}
