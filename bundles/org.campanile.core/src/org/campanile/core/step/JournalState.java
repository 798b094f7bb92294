package org.campanile.core.step;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the lines of a journal add up to. Not thread-safe; the journal guards it. */
final class JournalState {

    /** How far a step got in this run. */
    enum Mark {
        /** Nothing of it is this run's. */ NONE,
        /** It was begun; nobody knows how far it got. */ STARTED,
        /** It was applied. */ APPLIED,
        /** It was applied and proven. */ VERIFIED,
        /** Its undo was begun; nobody knows how far it got. */ UNDOING
    }

    private final Map<String, Mark> marks = new LinkedHashMap<>();
    private final Map<String, List<Made>> made = new HashMap<>();
    private final Set<String> existed = new HashSet<>();
    private String plan = "";
    private String title = "";
    private Instant started = Instant.EPOCH;
    private long seq;
    private boolean ended;
    private boolean undone;
    private boolean forgotten;
    private final Map<String, String> leftOut = new LinkedHashMap<>();

    void add(Entry entry) {
        seq = entry.seq();
        String step = entry.step();
        switch (entry.kind()) {
            case RUN -> {
                started = plan.isEmpty() ? entry.at() : started;
                plan = step;
                title = entry.detail();
                ended = false;
                forgotten = false;
            }
            case STARTED -> begin(step);
            case LEFT_OUT -> leftOut.put(step, entry.detail());
            case FORGOTTEN -> forgotten = true;
            case INTENDED, MADE -> entry.thing().ifPresent(thing -> note(step, thing));
            // of steps that went on at the same time the one that ended later may stand on what the other made
            case APPLIED -> last(step, Mark.APPLIED);
            case VERIFIED -> marks.put(step, Mark.VERIFIED);
            case UNDOING -> marks.put(step, Mark.UNDOING);
            case UNDONE, STAYS -> {
                marks.remove(step);
                made.remove(step);
                undone = true;
            }
            case ENDED -> ended = true;
            case EXISTED -> existed.add(step);
            case FAILED -> {
            }
        }
    }

    /** A step begun again moves to the end: undo goes backwards through the order in which things were made. */
    private void begin(String step) {
        leftOut.remove(step);
        last(step, Mark.STARTED);
        undone = false;
    }

    private void last(String step, Mark mark) {
        marks.remove(step);
        marks.put(step, mark);
    }

    private void note(String step, Made thing) {
        List<Made> things = made.computeIfAbsent(step, s -> new ArrayList<>());
        // what was intended and then made is one thing; the later line knows more
        things.removeIf(t -> t.kind().equals(thing.kind()) && t.id().equals(thing.id()));
        things.add(thing);
    }

    Mark mark(String step) {
        return marks.getOrDefault(step, Mark.NONE);
    }

    List<Made> made(String step) {
        return List.copyOf(made.getOrDefault(step, List.of()));
    }

    /** Number of steps that are done, were there or were left out. */
    int done() {
        Set<String> done = new HashSet<>(existed);
        marks.forEach((step, mark) -> {
            if (mark == Mark.VERIFIED) {
                done.add(step);
            }
        });
        done.addAll(leftOut.keySet());
        return done.size();
    }

    /** Steps that this run has begun and not undone, oldest first. */
    List<String> own() {
        return List.copyOf(marks.keySet());
    }

    String plan() {
        return plan;
    }

    String title() {
        return title;
    }

    Instant started() {
        return started;
    }

    long seq() {
        return seq;
    }

    boolean ended() {
        return ended;
    }

    boolean forgotten() {
        return forgotten;
    }

    /** Why the user left a step out, by step. */
    Map<String, String> leftOut() {
        return leftOut;
    }

    boolean undone() {
        return undone && marks.isEmpty();
    }
}
