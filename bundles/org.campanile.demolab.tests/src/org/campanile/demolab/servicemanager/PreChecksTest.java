package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;

import org.campanile.core.controllers.ActionVerdict;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.PreChecks;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's verdict beside the rules' findings. */
class PreChecksTest {

    private Bench bench;
    private ServiceManager client;
    private PreChecks checks;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench();
        client = bench.client(bench.demo.url());
        checks = new PreChecks(client);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SystemSnapshot look() throws Exception {
        return SystemSnapshot.of("tower", client.read(null, Task.unwatched()), Instant.now());
    }

    @Test
    void healthySystemAllowsBoth() throws Exception {
        ActionVerdict swact = checks.verdict(NodeAction.SWACT, "controller-0", look(), Task.unwatched());
        assertTrue(swact.allowed() && swact.local().allowed(), swact.toString());
        ActionVerdict lock = checks.verdict(NodeAction.LOCK, "controller-1", look(), Task.unwatched());
        assertTrue(lock.allowed() && lock.local().allowed(), lock.toString());
        assertEquals(Optional.empty(), swact.disagreement());
    }

    @Test
    void serverAndRulesFindTheSameReason() throws Exception {
        bench.demo.assignment("controller-1", "cloud-services", "status", "degraded");
        ActionVerdict verdict = checks.verdict(NodeAction.SWACT, "controller-0", look(), Task.unwatched());
        CommandResult.Refused refused = assertInstanceOf(CommandResult.Refused.class, verdict.server());
        assertEquals(refused.reason(), verdict.local().first().orElseThrow().text());
        assertEquals(Optional.empty(), verdict.disagreement());
    }

    @Test
    void deploymentDataNotInSyncIsTakenFromTheServersWord() throws Exception {
        bench.demo.usm("{\"kind\":\"answer\",\"in_sync\":false}");
        ActionVerdict verdict = checks.verdict(NodeAction.SWACT, "controller-0", look(), Task.unwatched());
        assertEquals("sync", verdict.local().first().orElseThrow().rule());
        assertFalse(verdict.allowed());
    }

    @Test
    void staleStateIsNamedAsTheDisagreement() throws Exception {
        SystemSnapshot before = look();
        bench.demo.assignment("controller-1", "vim-services", "status", "failed");
        assertTrue(checks.verdict(NodeAction.SWACT, "controller-0", before, Task.unwatched()).disagreement().orElseThrow().contains("not found here"));
        SystemSnapshot ill = look();
        bench.demo.assignment("controller-1", "vim-services", "status", "");
        assertTrue(checks.verdict(NodeAction.SWACT, "controller-0", ill, Task.unwatched()).disagreement().orElseThrow().contains("allows it although"));
    }
}
