package org.campanile.core.step;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.campanile.core.task.Failure;

/**
 * A plan as it is shown before anything is touched: what is there, what will be made, changed and skipped, with commands. A value.
 *
 * @param id of the plan
 * @param title of the plan
 * @param rows one for each step, in an order in which they could be run
 */
public record PlanReport(String id, String title, List<Row> rows) {

    /** What will happen to a step. */
    public enum Verdict {
        /** It is done already. */ EXISTS("is there"),
        /** Something will be made. */ MAKE("make"),
        /** Something will be changed. */ CHANGE("change"),
        /** It cannot be done. */ BLOCKED("blocked"),
        /** A step it needs cannot be done. */ SKIP("skip"),
        /** Something that others provide is not there yet. */ WAITS("waits");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        /** The word shown to the user. */
        public String label() {
            return label;
        }
    }

    /**
     * One step.
     *
     * @param change the step's sentence
     * @param detail what was found
     * @param preview what exactly will change, see {@link Probe.Needed}; empty when the sentence says it all
     * @param where name of the host where the commands would be typed; empty for this machine
     * @param why it is blocked, if so
     */
    public record Row(String step, String title, Verdict verdict, String change, String detail, String preview, List<String> commands, String where,
            List<String> after, Duration expected, Optional<Failure> why) {

        public Row {
            commands = List.copyOf(commands);
            after = List.copyOf(after);
        }
    }

    public PlanReport {
        rows = List.copyOf(rows);
    }

    /** Number of steps with a verdict. */
    public long count(Verdict verdict) {
        return rows.stream().filter(r -> r.verdict() == verdict).count();
    }

    /** Whether nothing is left that a run could do: all is there, or waits for others. */
    public boolean nothingToDo() {
        return rows.stream().allMatch(r -> r.verdict() == Verdict.EXISTS || r.verdict() == Verdict.WAITS);
    }

    /** One line: {@code "2 to make, 1 to change, 4 are there"}. */
    public String summary() {
        if (nothingToDo()) {
            long waiting = count(Verdict.WAITS);
            return waiting == 0 ? "Nothing to do: all " + rows.size() + " steps are done."
                    : "Nothing to do: " + count(Verdict.EXISTS) + " of " + rows.size() + " steps are done, " + waiting + (waiting == 1 ? " waits." : " wait.");
        }
        return count(Verdict.MAKE) + " to make, " + count(Verdict.CHANGE) + " to change, " + count(Verdict.EXISTS) + " there already, "
                + count(Verdict.BLOCKED) + " blocked, " + count(Verdict.SKIP) + " to skip"
                + (count(Verdict.WAITS) > 0 ? ", " + count(Verdict.WAITS) + " waiting" : "");
    }

    /** As text for a terminal or the clipboard. */
    public String text() {
        StringBuilder out = new StringBuilder(title).append(": ").append(summary()).append('\n');
        for (Row row : rows) {
            out.append(String.format(Locale.ROOT, "%n%-9s %s%n", row.verdict().label(), row.title()));
            line(out, row.verdict() == Verdict.EXISTS ? "" : row.change());
            line(out, row.detail());
            row.why().ifPresent(f -> line(out, f.headline() + (f.next().isEmpty() ? "" : " " + f.next())));
            if (row.verdict() == Verdict.MAKE || row.verdict() == Verdict.CHANGE) {
                line(out, row.preview());
                row.commands().forEach(c -> line(out, (row.where().isEmpty() ? "$ " : row.where() + "$ ") + c));
            }
        }
        return out.toString().replace("\r\n", "\n");
    }

    private static void line(StringBuilder out, String text) {
        if (!text.isEmpty()) {
            out.append("          ").append(text.replace("\n", "\n          ")).append('\n');
        }
    }

    /** As JSON; verdicts in lower case, times in seconds. */
    public String json() {
        JsonObject root = new JsonObject();
        root.addProperty("id", id);
        root.addProperty("title", title);
        JsonArray array = new JsonArray();
        for (Row row : rows) {
            JsonObject one = new JsonObject();
            one.addProperty("id", row.step());
            one.addProperty("title", row.title());
            one.addProperty("verdict", row.verdict().name().toLowerCase(Locale.ROOT));
            one.addProperty("change", row.change());
            one.addProperty("detail", row.detail());
            if (!row.preview().isEmpty()) {
                one.addProperty("preview", row.preview());
            }
            if (!row.where().isEmpty()) {
                one.addProperty("where", row.where());
            }
            one.add("commands", texts(row.commands()));
            one.add("after", texts(row.after()));
            one.addProperty("expectedSeconds", row.expected().toMillis() / 1000.0);
            row.why().ifPresent(f -> one.addProperty("why", f.headline()));
            array.add(one);
        }
        root.add("steps", array);
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n";
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
