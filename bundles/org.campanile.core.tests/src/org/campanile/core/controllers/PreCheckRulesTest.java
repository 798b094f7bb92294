package org.campanile.core.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.campanile.core.check.Severity;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.junit.jupiter.api.Test;

/** All findings of the swact check, with and without the data that the API does not give. */
class PreCheckRulesTest {

    private static final Node ACTIVE = new Node(1, "c-0", "unlocked", "enabled", "available", "enabled");
    private static final Node LOCKED = new Node(2, "c-1", "locked", "disabled", "unknown", "disabled");

    private static Assignment row(String node, String group, String desired, String state, String status, String condition) {
        return new Assignment(0, "", "controller", node, group, desired, state, status, condition);
    }

    @Test
    void everyReasonIsListedAndTheServersComesFirst() {
        PreCheck check = new PreCheckRules().swact("c-0", List.of(ACTIVE, LOCKED), List.of(row("c-0", "vim-services", "active", "active", "", ""),
                row("c-1", "vim-services", "standby", "disabled", "failed", ""), row("c-1", "web-services", "active", "disabled", "failed", ""),
                row("c-1", "oam-services", "standby", "standby", "degraded", "data-syncing")), false);
        assertEquals(List.of("a", "b", "c", "d", "e", "f", "sync"),
                check.findings().stream().map(PreCheckFinding::rule).distinct().toList());
        assertEquals("c-1 is not ready to take service, c-1 is locked", check.first().orElseThrow().text());
        assertTrue(check.findings().stream().noneMatch(f -> f.group().equals("web-services")), "active/active groups are exempt");
        assertTrue(check.findings().stream().noneMatch(f -> f.cause().isEmpty() || f.next().isEmpty()), "each has a cause and a next step");
        assertEquals(check.findings().size(), check.asFindings().size());
        assertTrue(check.asFindings().stream().allMatch(f -> f.severity() == Severity.BLOCKER));
        assertFalse(check.allowed());
    }

    @Test
    void whatTheApiDoesNotGiveIsSaid() {
        PreCheck check = new PreCheckRules().swact("c-0", List.of(ACTIVE), List.of(row("c-1", "my-services", "standby", "standby", "failed", ""),
                row("c-1", "our-services", "active", "active", "failed", ""), row("c-0", "our-services", "active", "active", "", "")), null);
        assertEquals(List.of("my-services"), check.findings().stream().map(PreCheckFinding::group).toList());
        assertFalse(check.findings().get(0).certain());
        assertEquals(4, check.unknown().size(), check.unknown().toString());
    }

    @Test
    void withoutAPeerThereIsNowhereToGo() {
        PreCheck check = new PreCheckRules().swact("c-0", List.of(ACTIVE), List.of(), true);
        assertEquals("no peer available", check.first().orElseThrow().text());
    }
}
