package org.campanile.core.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.history.Event;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceNode;
import org.campanile.core.task.Failure;
import org.junit.jupiter.api.Test;

/** Changes from readings, and what they tell afterwards. */
class TimelineTest {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");

    /** A pair in which {@code active} runs vim-services in that state and the other one stands by. */
    private static SystemSnapshot at(int second, String active, String state, String standbyState) {
        String other = active.equals("c-0") ? "c-1" : "c-0";
        List<Node> nodes = List.of(new Node(1, "c-0", "unlocked", "enabled", "available", "enabled"),
                new Node(2, "c-1", "unlocked", "enabled", "available", "enabled"));
        List<Assignment> rows = List.of(new Assignment(1, "", "controller", active, "vim-services", "active", state, "", ""),
                new Assignment(2, "", "controller", other, "vim-services", "standby", standbyState, "", ""));
        return new SystemSnapshot("s", nodes, rows, List.of(), Map.of(active, new ServiceNode(active, "", "", "", "yes", "yes"), other,
                new ServiceNode(other, "", "", "", "yes", "no")), "http://x", T.plusSeconds(second), List.of(), null);
    }

    private static List<Event> swact() {
        StateChanges changes = new StateChanges("lab", "s", List.of());
        List<Event> all = new ArrayList<>(changes.take(at(0, "c-0", "active", "standby")));
        all.addAll(changes.take(at(600, "c-0", "go-standby", "standby")));
        all.addAll(changes.take(at(602, "c-1", "go-active", "standby")));
        all.addAll(changes.take(at(608, "c-1", "active", "standby")));
        return all;
    }

    @Test
    void onlyChangesAreKeptAndTheyKnowSinceWhen() {
        StateChanges changes = new StateChanges("lab", "s", List.of());
        assertEquals(5, changes.take(at(0, "c-0", "active", "standby")).size());
        assertEquals(List.of(), changes.take(at(5, "c-0", "active", "standby")));
        assertFalse(changes.since("c-0", "vim-services").orElseThrow().exact());
        List<Event> one = changes.take(at(10, "c-0", "disabling", "standby"));
        assertEquals(List.of("s/c-0/vim-services"), one.stream().map(Event::subject).toList());
        assertEquals("c-0/vim-services: active ⇒ disabling → active.", one.get(0).text());
        assertEquals(new StateChanges.Since(T.plusSeconds(10), true), changes.since("c-0", "vim-services").orElseThrow());
        Failure silence = new Failure(Failure.Kind.UNREACHABLE, "reading", "x", "", "No answer.", "");
        assertEquals(StateChanges.SILENT, changes.take(at(10, "c-0", "active", "standby").stale(silence)).get(0).state());
        assertEquals(Optional.empty(), changes.since("c-9", ""));
    }

    @Test
    void whatIsOnRecordGoesOn() {
        List<Event> earlier = new StateChanges("lab", "s", List.of()).take(at(0, "c-0", "active", "standby"));
        StateChanges later = new StateChanges("lab", "s", earlier);
        assertEquals(List.of(), later.take(at(3600, "c-0", "active", "standby")));
        assertEquals(T, later.since("c-0", "").orElseThrow().at());
    }

    @Test
    void aSwactIsOneThing() {
        Timeline line = Timeline.of("s", swact(), T.plusSeconds(1000));
        assertEquals(1, line.swacts().size());
        Timeline.Swact swact = line.swacts().get(0);
        assertEquals("c-0", swact.host());
        assertEquals("c-1", swact.to());
        assertEquals(Duration.ofSeconds(8), swact.took());
        assertTrue(swact.events().size() >= 4, swact.events().toString());
        assertEquals("active controller", line.rows().get(0).name());
    }

    @Test
    void anUnlockAndAFailureJustBeforeASwactAreNoPartOfIt() {
        StateChanges changes = new StateChanges("lab", "s", List.of());
        List<Event> all = new ArrayList<>(changes.take(at(0, "c-0", "active", "disabled")));
        all.addAll(changes.take(at(580, "c-0", "active", "standby")));
        List<Event> swact = new ArrayList<>(changes.take(at(600, "c-0", "go-standby", "standby")));
        swact.addAll(changes.take(at(602, "c-1", "go-active", "standby")));
        swact.addAll(changes.take(at(608, "c-1", "active", "standby")));
        all.addAll(swact);
        Timeline.Swact seen = Timeline.of("s", all, T.plusSeconds(1000)).swacts().get(0);
        assertEquals(T.plusSeconds(600), seen.begin());
        assertEquals(Duration.ofSeconds(8), seen.took());
        assertEquals(swact, seen.events());
    }

    @Test
    void aSwactBackAtOnceIsAnotherOne() {
        StateChanges changes = new StateChanges("lab", "s", List.of());
        List<Event> all = new ArrayList<>(changes.take(at(0, "c-0", "active", "standby")));
        for (int begin : List.of(600, 615)) {
            String old = begin == 600 ? "c-0" : "c-1";
            String next = begin == 600 ? "c-1" : "c-0";
            all.addAll(changes.take(at(begin, old, "go-standby", "standby")));
            all.addAll(changes.take(at(begin + 2, next, "go-active", "standby")));
            all.addAll(changes.take(at(begin + 8, next, "active", "standby")));
        }
        assertEquals(List.of(Duration.ofSeconds(8), Duration.ofSeconds(8)), Timeline.of("s", all, T.plusSeconds(1000)).swacts().stream()
                .map(Timeline.Swact::took).toList());
    }

    @Test
    void everyMomentCanBeLookedAtAgain() {
        Timeline line = Timeline.of("s", swact(), T.plusSeconds(1000));
        SystemSnapshot before = line.at(T.plusSeconds(300));
        assertEquals(Optional.of("c-0"), before.active());
        assertEquals("active", before.assignment("vim-services", "c-0").orElseThrow().state());
        SystemSnapshot during = line.at(T.plusSeconds(603));
        assertTrue(during.inTransition());
        assertEquals(Optional.of("c-1"), line.at(T.plusSeconds(900)).active());
        assertEquals(List.of(), line.at(T.minusSeconds(1)).nodes());
    }

    @Test
    void availabilityIsTheTimeActiveAnywhere() {
        Timeline line = Timeline.of("s", swact(), T.plusSeconds(1000));
        assertEquals(0.992, line.availability("vim-services", T, T.plusSeconds(1000)).orElseThrow(), 0.0001);
        assertEquals(Optional.empty(), line.availability("other", T, T.plusSeconds(1000)));
    }
}
