package org.campanile.core.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceNode;
import org.campanile.core.servicemanager.SystemTables;
import org.junit.jupiter.api.Test;

/** Which groups survive, move and stop. */
class WhatIfTest {

    private static final Node ZERO = new Node(1, "c-0", "unlocked", "enabled", "available", "enabled");
    private static final Node ONE = new Node(2, "c-1", "unlocked", "enabled", "available", "enabled");
    private static final Node LOCKED = new Node(2, "c-1", "locked", "disabled", "online", "disabled");

    private static Assignment row(String node, String group, String state, String status) {
        return new Assignment(0, "", "controller", node, group, state, state, status, "");
    }

    private static SystemSnapshot pair(Node other, SystemTables tables, Assignment... more) {
        List<Assignment> rows = new ArrayList<>(List.of(row("c-0", "vim-services", "active", ""), row("c-0", "web-services", "active", "")));
        rows.addAll(List.of(more));
        return new SystemSnapshot("s", List.of(ZERO, other), rows, List.of(), Map.of("c-0", new ServiceNode("c-0", "", "", "", "yes", "yes"), "c-1",
                new ServiceNode("c-1", "", "", "", "yes", "no")), "http://x", Instant.EPOCH, List.of(), null, tables, "");
    }

    private static Map<String, GroupFate.Kind> fates(WhatIf what) {
        Map<String, GroupFate.Kind> all = new java.util.TreeMap<>();
        what.fates().forEach(f -> all.put(f.group(), f.kind()));
        return all;
    }

    @Test
    void aHealthyPairMovesWhatHasToAndKeepsWhatRunsTwice() {
        SystemSnapshot healthy = pair(ONE, null, row("c-1", "vim-services", "standby", ""), row("c-1", "web-services", "active", ""));
        assertEquals(Map.of("vim-services", GroupFate.Kind.MOVES, "web-services", GroupFate.Kind.STAYS),
                fates(WhatIf.action(NodeAction.SWACT, "c-0", healthy)));
        assertEquals(Map.of("vim-services", GroupFate.Kind.MOVES, "web-services", GroupFate.Kind.ALONE), fates(WhatIf.nodeFails("c-0", healthy)));
        assertEquals(Map.of("vim-services", GroupFate.Kind.ALONE, "web-services", GroupFate.Kind.ALONE), fates(WhatIf.nodeFails("c-1", healthy)));
        assertEquals(Map.of("vim-services", GroupFate.Kind.ALONE, "web-services", GroupFate.Kind.ALONE), fates(WhatIf.linkLost(healthy)));
        assertEquals("Of 2 service groups 1 moves, 1 stays.", WhatIf.nodeFails("c-0", healthy).summary());
    }

    @Test
    void nobodyTakesOverOnALockedNode() {
        SystemSnapshot lonely = pair(LOCKED, null, row("c-1", "vim-services", "disabled", ""), row("c-1", "web-services", "disabled", ""));
        WhatIf gone = WhatIf.nodeFails("c-0", lonely);
        assertEquals(Map.of("vim-services", GroupFate.Kind.STOPS, "web-services", GroupFate.Kind.STOPS), fates(gone));
        assertEquals(List.of("vim", "vim-api", "vim-webserver"), gone.fates().get(0).services());
        assertTrue(gone.fates().get(0).why().contains("locked"), gone.fates().get(0).why());
    }

    @Test
    void aFailedStandbyMakesItDoubtful() {
        SystemSnapshot ill = pair(ONE, null, row("c-1", "vim-services", "standby", "failed"), row("c-1", "web-services", "active", ""));
        assertEquals(GroupFate.Kind.DOUBTFUL, WhatIf.action(NodeAction.LOCK, "c-0", ill).fates().get(0).kind());
        assertTrue(WhatIf.nodeFails("c-0", ill).summary().startsWith("Of 2 service groups 1 may not arrive"));
    }

    @Test
    void capturedTablesAreBelievedMoreThanTheStock() {
        SystemTables tables = new SystemTables("c-0", List.of(ZERO, ONE), List.of(new SystemTables.DomainMember("controller", "vim-services", "N", 2, 0)),
                List.of(), List.of("vim-services"), List.of(new SystemTables.GroupMember("vim-services", "own-vim", "minor")), List.of());
        SystemSnapshot captured = pair(ONE, tables, row("c-1", "vim-services", "active", ""));
        GroupFacts facts = GroupFacts.of(captured, "vim-services");
        assertEquals(GroupFacts.Origin.TABLES, facts.origin());
        assertEquals("N, 2 active", facts.says());
        assertTrue(facts.everywhere());
        assertEquals("own-vim", facts.members().get(0).service());
        assertTrue(GroupFacts.of(pair(ONE, null), "vim-services").says().contains("not known over this API"));
        assertEquals("not known over this API", GroupFacts.of(pair(ONE, null), "my-services").says());
    }
}
