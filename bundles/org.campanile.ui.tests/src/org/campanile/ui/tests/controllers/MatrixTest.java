package org.campanile.ui.tests.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.controllers.ActionOutcome;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceNode;
import org.campanile.core.task.Failure;
import org.campanile.ui.controllers.board.BoardText;
import org.campanile.ui.controllers.board.Mark;
import org.campanile.ui.controllers.board.Matrix;
import org.campanile.ui.controllers.board.Messages;
import org.campanile.ui.controllers.board.Sentences;
import org.campanile.ui.controllers.live.SwactStatus;
import org.junit.jupiter.api.Test;

/** What the board says of a snapshot; no window needed. */
class MatrixTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Failure AWAY = new Failure(Failure.Kind.UNREACHABLE, "reading", "x", "refused", "Nothing listens there.", "Look.");

    private static Node node(String name, String admin, String oper, String avail, String ready) {
        return new Node(1, name, admin, oper, avail, ready);
    }

    private static Assignment on(String node, String group, String desired, String state, String status, String condition) {
        return new Assignment(1, "u", "controller", node, group, desired, state, status, condition);
    }

    private static SystemSnapshot system(List<Node> nodes, Assignment... assignments) {
        Map<String, ServiceNode> roles = Map.of("a", new ServiceNode("a", "", "", "", "yes", "yes"), "b", new ServiceNode("b", "", "", "", "yes", "no"));
        return new SystemSnapshot("lab=1", nodes, List.of(assignments), List.of(), roles, "http://x", NOON, List.of(), null);
    }

    private static SystemSnapshot pair(Assignment... assignments) {
        return system(List.of(node("a", "unlocked", "enabled", "available", "enabled"), node("b", "unlocked", "enabled", "available", "enabled")),
                assignments);
    }

    @Test
    void aCellSaysActualAndDesiredOnlyWhenTheyDiffer() {
        Matrix matrix = Matrix.of(pair(on("a", "g", "active", "active", "", ""), on("b", "g", "active", "go-active", "", "")));
        assertEquals(new Matrix.Cell(Mark.ACTIVE, "active", ""), matrix.rows().getFirst().cells().get(0).orElseThrow());
        assertEquals(new Matrix.Cell(Mark.CHANGING, "go-active → active", ""), matrix.rows().getFirst().cells().get(1).orElseThrow());
    }

    @Test
    void statusAndConditionMakeTheMarkAndUnknownWordsAreShown() {
        assertEquals(Mark.FAILED, Mark.of(on("a", "g", "active", "active", "failed", "action-failure")));
        assertEquals(Mark.ATTENTION, Mark.of(on("a", "g", "standby", "standby", "degraded", "data-syncing")));
        assertEquals(Mark.STANDBY, Mark.of(on("a", "g", "standby", "standby", "none", "nil")));
        assertEquals(Mark.OFF, Mark.of(on("a", "g", "disabled", "disabled", "", "")));
        assertEquals(Mark.UNKNOWN, Mark.of(on("a", "g", "sleeping", "sleeping", "", "")));
        Matrix matrix = Matrix.of(pair(on("a", "g", "sleeping", "sleeping", "", "")));
        assertEquals("sleeping", matrix.rows().getFirst().cells().get(0).orElseThrow().text());
        assertEquals(Optional.empty(), matrix.rows().getFirst().cells().get(1));
    }

    @Test
    void aNodeThatOnlyHasGroupsGetsAColumn() {
        Matrix matrix = Matrix.of(pair(on("c", "g", "active", "active", "", "")));
        assertEquals(List.of("a", "b", "c"), matrix.columns().stream().map(Matrix.Column::name).toList());
        assertEquals(List.of(Messages.notInNodeList), matrix.columns().getLast().states());
    }

    @Test
    void sentencesNameTheReasonWhyTheStandbyIsNotReady() {
        assertEquals("Active: a. Standby ready.", Sentences.state(pair(on("b", "g", "standby", "standby", "", ""))));
        assertEquals("Active: a. Standby not ready: b is locked.", Sentences.state(system(List.of(node("a", "unlocked", "enabled", "available", "enabled"),
                node("b", "locked", "disabled", "", "disabled")))));
        assertEquals("Active: a. Standby not ready: g on b is degraded.", Sentences.state(pair(on("b", "g", "standby", "standby", "degraded", ""))));
        assertEquals("Active: a. No standby controller.", Sentences.state(system(List.of(node("a", "unlocked", "enabled", "available", "enabled")))));
        assertEquals(Messages.notReachable, Sentences.state(SystemSnapshot.unread("s").stale(AWAY)));
    }

    @Test
    void anOldOrFailedReadingIsStale() {
        SystemSnapshot s = pair();
        assertFalse(Sentences.stale(s, NOON.plusSeconds(5)));
        assertTrue(Sentences.stale(s, NOON.plusSeconds(60)));
        assertTrue(Sentences.stale(s.stale(AWAY), NOON.plusSeconds(1)));
        assertEquals("Read 2 s ago.", Sentences.age(s, NOON.plusSeconds(2)));
        assertEquals("Last read 2 min ago; it does not answer now.", Sentences.age(s.stale(AWAY), NOON.plusSeconds(125)));
    }

    @Test
    void theFilterLooksAtGroupsAndStates() {
        Matrix matrix = Matrix.of(pair(on("a", "oam", "active", "active", "", ""), on("a", "vim", "standby", "standby", "failed", "")));
        assertEquals(List.of("vim"), matrix.filtered(" VIM").rows().stream().map(Matrix.Row::group).toList());
        assertEquals(List.of("vim"), matrix.filtered("failed").rows().stream().map(Matrix.Row::group).toList());
        assertEquals(2, matrix.filtered("").rows().size());
    }

    @Test
    void textForFilesIsQuotedAndFormulasAreDefused() {
        String csv = BoardText.csv(List.of(pair(on("a", "=1+1", "active", "active", "", "x,\"y\""))));
        String[] lines = csv.split("\r\n");
        assertEquals("system,node,administrative,operational,availability,ready,role,group,desired_state,state,status,condition", lines[0]);
        assertEquals("lab=1,a,unlocked,enabled,available,enabled,Active,'=1+1,active,active,,\"x,\"\"y\"\"\"", lines[1]);
        assertEquals("lab=1,b,unlocked,enabled,available,enabled,Standby,,,,,", lines[2]);
    }

    @Test
    void aSwactCountsTheGroupsThatHaveArrived() {
        SwactStatus moving = SwactStatus.checking(NodeAction.SWACT, "a", NOON).sent(List.of("g", "h"), NOON);
        SwactStatus half = moving.seen(pair(on("b", "g", "active", "active", "", ""), on("b", "h", "active", "go-active", "", "")));
        assertEquals(1, half.moved());
        assertEquals("Swact of a sent 4 s ago: 1 of 2 groups moved.", Sentences.swact(half, NOON.plusSeconds(4)));
        SwactStatus done = half.ended(new ActionOutcome.Done("b", Duration.ofSeconds(8), "b is the active controller now."), NOON.plusSeconds(8));
        assertEquals("Swact of a done in 8 s. b is the active controller now.", Sentences.swact(done, NOON));
        assertFalse(done.going());
    }
}
