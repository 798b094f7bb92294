package org.campanile.ui.controllers.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.task.Failure;
import org.campanile.ui.Ages;
import org.campanile.ui.controllers.live.SwactStatus;

/** How a system is, in sentences. Pure functions; any thread. */
public final class Sentences {

    /** A state not renewed for so long is drawn paler: three readings of the usual pace. */
    static final Duration STALE = Duration.ofSeconds(16);

    private Sentences() {
    }

    /** How it is, without its age: "Active: controller-0. Standby ready." */
    public static String state(SystemSnapshot s) {
        if (!s.isKnown()) {
            return s.failure() == null ? "Reading the system…" : silent(s.failure()) ? "Not reachable." : "Could not be read.";
        }
        if (s.nodes().isEmpty()) {
            return "The system lists no nodes.";
        }
        List<String> parts = new ArrayList<>();
        parts.add(s.active().map(a -> "Active: " + a + ".").orElse("No controller says that it alone is the active one."));
        s.active().ifPresent(a -> parts.add(standby(s, a)));
        long moving = s.assignments().stream().filter(Assignment::inTransition).map(Assignment::group).distinct().count();
        if (moving > 0) {
            parts.add(moving + (moving == 1 ? " group" : " groups") + " in transition.");
        }
        return String.join(" ", parts);
    }

    private static String standby(SystemSnapshot s, String active) {
        List<Node> others = s.nodes().stream().filter(n -> !n.name().equals(active)).toList();
        if (others.isEmpty()) {
            return "No standby controller.";
        }
        Optional<String> why = others.stream().flatMap(n -> notReady(s, n).stream()).findFirst();
        return why.map(w -> "Standby not ready: " + w + ".").orElse("Standby ready.");
    }

    private static Optional<String> notReady(SystemSnapshot s, Node n) {
        Mark mark = Mark.of(n);
        if (mark != Mark.ACTIVE) {
            return Optional.of(n.name() + " is " + (mark == Mark.OFF ? "locked" : n.oper().equals("disabled") ? "disabled"
                    : mark == Mark.ATTENTION && !n.avail().equals("degraded") ? "not ready" : Matrix.word(n.avail())));
        }
        return s.assignments().stream().filter(a -> a.node().equals(n.name()) && Mark.of(a) != Mark.ACTIVE && Mark.of(a) != Mark.STANDBY)
                .map(a -> a.group() + " on " + n.name() + " is " + (Mark.says(a.status()) ? a.status() : Matrix.word(a.state()))).findFirst();
    }

    /** Its age: "Read 2 s ago." Empty before the first reading. */
    public static String age(SystemSnapshot s, Instant now) {
        if (!s.isKnown()) {
            return "";
        }
        String ago = ago(s.takenAt(), now);
        return s.failure() == null ? "Read " + ago + "." : "Last read " + ago + (silent(s.failure()) ? "; it does not answer now." : "; it cannot be read now.");
    }

    private static boolean silent(Failure why) {
        return why.kind() == Failure.Kind.UNREACHABLE || why.kind() == Failure.Kind.TIMED_OUT;
    }

    private static String ago(Instant then, Instant now) {
        String ago = Ages.ago(then, now);
        return ago.equals("now") ? "just now" : ago;
    }

    /** Whether the state is too old to be taken for the present. */
    public static boolean stale(SystemSnapshot s, Instant now) {
        return s.failure() != null || s.age(now).map(a -> a.compareTo(STALE) > 0).orElse(false);
    }

    /** What a swact does now. */
    public static String swact(SwactStatus s, Instant now) {
        String what = switch (s.action()) {
            case SWACT -> "Swact of ";
            case SWACT_FORCE -> "Forced swact of ";
            case LOCK -> "Lock of ";
            case UNLOCK -> "Unlock of ";
        } + s.host();
        return switch (s.phase()) {
            case CHECKING -> what + ": reading the system once more.";
            case MOVING -> what + " sent " + ago(s.since(), now) + (s.groups().isEmpty() ? "." : ": " + s.moved() + " of " + s.groups().size()
                    + " groups moved.") + (s.text().isEmpty() ? "" : " " + s.text());
            case DONE -> what + " done in " + Ages.duration(s.took()) + ". " + s.text();
            case REFUSED -> what + " refused; nothing was changed. " + sentence(s.text());
            case FAILED -> what + " failed" + (s.took().isZero() ? "" : " after " + Ages.duration(s.took())) + ". " + s.text();
            case STILL_GOING -> what + " still going" + (s.took().isZero() ? "" : " after " + Ages.duration(s.took())) + ". " + s.text();
        };
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }
}
