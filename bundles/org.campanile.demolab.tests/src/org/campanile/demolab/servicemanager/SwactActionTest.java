package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

import org.campanile.core.ask.Questions;
import org.campanile.core.controllers.ActionGuard;
import org.campanile.core.controllers.ActionOutcome;
import org.campanile.core.controllers.ControllerAction;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.Pace;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.http.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A swact on a living system, from the question to its end. */
@Tag("alone")
@Timeout(60)
class SwactActionTest {

    private static final Pace PACE = new Pace(Duration.ofMillis(200), Duration.ofMillis(40), Duration.ofSeconds(1), Duration.ofSeconds(10),
            Duration.ofSeconds(20));

    private Bench bench;
    private final List<String> asked = new ArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private String typedName;
    private boolean consent = true;

    private final Questions questions = new Questions() {
        @Override
        public Trust trust(String what, String where, String fingerprint, String why) {
            return Trust.NO;
        }

        @Override
        public boolean confirm(String question, String name) {
            asked.add(question);
            typedName = name;
            return consent;
        }
    };

    @BeforeEach
    void start() throws Exception {
        bench = new Bench();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private ActionOutcome swact(String host, Pace pace, ActionGuard guard, String... urls) throws Exception {
        return swact(host, pace, guard, new Task(new Task.Listener() {
            @Override
            public void progress(String doing, long done, long total) {
                assertTrue(done >= 0 && total >= 0, doing);
            }

            @Override
            public void line(String text) {
                lines.add(text);
            }
        }), bench.client(urls));
    }

    private ActionOutcome swact(String host, Pace pace, ActionGuard guard, Task task, ServiceManager client) throws Exception {
        try (SystemPoller poller = new SystemPoller(client, pace, InstantSource.system(), RandomGenerator.getDefault())) {
            return new ControllerAction(client, poller, guard, questions).run(NodeAction.SWACT, host, task);
        }
    }

    @Test
    void swactThroughTheFloatingAddressSurvivesItsMove() throws Exception {
        ActionOutcome.Done done = assertInstanceOf(ActionOutcome.Done.class,
                swact("controller-0", PACE, ActionGuard.open(), bench.demo.url()));
        assertEquals("controller-1", done.active());
        assertTrue(done.took().compareTo(Duration.ofMillis(1500)) >= 0, "ended before the system did: " + done.took());
        assertTrue(asked.get(0).contains("oam-services") && !asked.get(0).contains("web-services"), asked.get(0));
        assertNull(typedName);
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("No answer")) && lines.stream().anyMatch(l -> l.startsWith("Answers again")),
                lines.toString());
    }

    @Test
    void lossOfTheFloatingAddressIsBridgedByTheOtherControllers() throws Exception {
        assertInstanceOf(ActionOutcome.Done.class, swact("controller-0", PACE, ActionGuard.open(), bench.demo.url(),
                bench.demo.url("controller-0"), bench.demo.url("controller-1")));
    }

    @Test
    void aFiveHundredThatWasAcceptedIsFoundOutByReadingBack() throws Exception {
        bench.demo.form(WireForm.TEXT_500);
        bench.demo.sm("{\"kind\":\"no-reply\"}");
        assertInstanceOf(ActionOutcome.Done.class, swact("controller-0", PACE, ActionGuard.open(), bench.demo.url()));
        assertTrue(lines.stream().anyMatch(l -> l.contains("500") && l.contains("Reading the state back")), lines.toString());
    }

    @Test
    void refusalShowsTheServersReasonAndAllOthers() throws Exception {
        bench.demo.assignment("controller-1", "vim-services", "status", "failed");
        bench.demo.assignment("controller-1", "oam-services", "state", "disabled");
        ActionOutcome.Refused refused = assertInstanceOf(ActionOutcome.Refused.class,
                swact("controller-0", PACE, ActionGuard.open(), bench.demo.url()));
        List<String> texts = refused.findings().stream().map(f -> f.text()).toList();
        assertTrue(texts.contains(refused.reason()), refused.reason() + " is not among " + texts);
        assertEquals(3, texts.size(), texts.toString());
        assertTrue(asked.isEmpty(), "a refused swact is not asked about");
    }

    @Test
    void criticalLabAsksForTheNameAndNoMeansNothingIsSent() throws Exception {
        consent = false;
        ServiceManager client = bench.client(bench.demo.url());
        assertInstanceOf(ActionOutcome.Declined.class,
                swact("controller-0", PACE, (doing, action) -> Optional.of("tower"), Task.unwatched(), client));
        assertEquals("tower", typedName);
        assertTrue(client.exchanges().stream().noneMatch(x -> "PATCH".equals(x.method()) && x.requestBody().contains("\"swact\"")));
    }

    @Test
    void readOnlyLabRefuses() {
        ActionGuard readOnly = (doing, action) -> {
            throw new FailureException(new Failure(Failure.Kind.GUARDED, doing, "", "", "The lab is read-only.", ""));
        };
        assertThrows(FailureException.class, () -> swact("controller-0", PACE, readOnly, bench.demo.url()));
        assertTrue(asked.isEmpty());
    }

    @Test
    void standbyAndUnknownHostsAreToldApart() throws Exception {
        ActionOutcome.Failed standby = assertInstanceOf(ActionOutcome.Failed.class,
                swact("controller-1", PACE, ActionGuard.open(), bench.demo.url()));
        assertEquals(Failure.Kind.CONFLICT, standby.failure().kind());
        ActionOutcome.Failed unknown = assertInstanceOf(ActionOutcome.Failed.class, swact("x", PACE, ActionGuard.open(), bench.demo.url()));
        assertEquals(Failure.Kind.NOT_FOUND, unknown.failure().kind());
    }

    @Test
    void swactThatNeverMovesAnythingFailsWhenTheTimeIsUp() throws Exception {
        bench.faults.add(new Fault(DemoServiceManager.SERVICE, "PATCH", java.util.regex.Pattern.compile(".*"), Fault.Kind.BODY, Duration.ZERO,
                0, "{\"hostname\":\"controller-0\",\"error_code\":\"0\",\"error_details\":null}", "application/json", -1));
        Pace brief = new Pace(PACE.quiet(), PACE.busy(), PACE.longest(), Duration.ofMillis(300), Duration.ofMillis(900));
        ActionOutcome.Failed failed = assertInstanceOf(ActionOutcome.Failed.class,
                swact("controller-0", brief, ActionGuard.open(), bench.demo.url()));
        assertTrue(failed.failure().meaning().contains("nothing has moved"), failed.failure().details());
        assertTrue(lines.stream().anyMatch(l -> l.contains("longer than usual")), lines.toString());
    }

    @Test
    void swactThatHasNotEndedIsLeftStillGoing() throws Exception {
        bench.close();
        bench = new Bench(TokenCheck.anyToken(), Duration.ofSeconds(3));
        Pace brief = new Pace(PACE.quiet(), PACE.busy(), PACE.longest(), Duration.ofSeconds(1), Duration.ofSeconds(2));
        ActionOutcome.StillGoing still = assertInstanceOf(ActionOutcome.StillGoing.class,
                swact("controller-0", brief, ActionGuard.open(), bench.demo.url("controller-1")));
        assertTrue(still.seen().contains("vim-services on controller-1"), still.seen());
    }
}
