package org.campanile.core.setup.devstack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads where stack.sh is from what it prints: it says each stage in a line of its own (echo_summary), with or without a time before it, in an order that
 * differs by release. Keeps the lines that tell why it failed. Not thread-safe.
 */
final class StackStages {

    private record Stage(Pattern line, String title) {
    }

    private static final Pattern STAMP = Pattern.compile("^(?:\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?\\s*\\|?\\s*)?");
    private static final Pattern COMPLETED = Pattern.compile("stack\\.sh completed in (\\d+) seconds");
    private static final Pattern TROUBLE = Pattern.compile("\\[ERROR\\]|^ERROR|^E: |\\[Call Trace\\]|fatal:|Traceback|failed: full log|Error on exit|Could not |No space left|command not found");
    private static final List<Stage> STAGES = List.of(stage("Installing package prerequisites", "Installing packages"),
            stage("Installing OpenStack project source", "Installing OpenStack from source"), stage("Starting Keystone", "Starting Keystone"),
            stage("Configuring (and starting )?Horizon", "Configuring Horizon"), stage("Configuring Glance", "Configuring Glance"),
            stage("Configuring (Neutron|Quantum)", "Configuring networks"), stage("Configuring Cinder", "Configuring Cinder"),
            stage("Configuring Nova", "Configuring Nova"), stage("Starting Glance", "Starting Glance"), stage("Starting Nova API", "Starting the API of Nova"),
            stage("Starting (Neutron|Quantum)", "Starting networks"), stage("Starting Nova$", "Starting Nova"), stage("Starting Cinder", "Starting Cinder"),
            stage("(Configuring|Starting) Heat", "Starting Heat"), stage("Uploading images", "Uploading images"),
            stage("Running user script .*local\\.sh", "Running local.sh"), stage("stack\\.sh completed in", "Completed"));
    private static final int KEPT = 8;

    private final Set<String> seen = new LinkedHashSet<>();
    private final Deque<String> trouble = new ArrayDeque<>();
    private final Deque<String> last = new ArrayDeque<>();
    private String now = "Preparing";
    private long seconds = -1;

    private static Stage stage(String regex, String title) {
        return new Stage(Pattern.compile("^" + regex), title);
    }

    /** Takes a line of output. @return whether a new stage began */
    boolean take(String raw) {
        String line = STAMP.matcher(raw.replaceAll("\\e\\[[0-9;]*m", "")).replaceFirst("").strip();
        if (line.isEmpty()) {
            return false;
        }
        keep(last, line);
        if (TROUBLE.matcher(line).find() && !line.startsWith("+")) {
            keep(trouble, line);
        }
        Matcher completed = COMPLETED.matcher(line);
        if (completed.find() && !line.startsWith("+")) {
            seconds = Long.parseLong(completed.group(1));
        }
        for (Stage stage : STAGES) {
            if (stage.line().matcher(line).find() && seen.add(stage.title())) {
                now = stage.title();
                return true;
            }
        }
        return false;
    }

    private static void keep(Deque<String> lines, String line) {
        lines.add(line.length() > 400 ? line.substring(0, 400) + "..." : line);
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    /** What it does now. */
    String now() {
        return now;
    }

    /** How many stages have begun. */
    int begun() {
        return seen.size();
    }

    /** How many stages there are at most. */
    static int all() {
        return STAGES.size();
    }

    /** Seconds that it says it took, once it has completed. */
    Optional<Long> completed() {
        return seconds < 0 ? Optional.empty() : Optional.of(seconds);
    }

    /** The lines that tell why it failed, else the last ones. */
    String why() {
        return String.join("\n", trouble.isEmpty() ? last : trouble);
    }
}
