package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import org.campanile.core.ask.Questions;
import org.campanile.core.controllers.ActionGuard;
import org.campanile.core.controllers.ActionOutcome;
import org.campanile.core.controllers.ControllerAction;
import org.campanile.core.controllers.InventoryRoute;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.Pace;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.inventory.Alarm;
import org.campanile.core.inventory.Inventory;
import org.campanile.core.inventory.InventoryHost;
import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.http.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Acting as a system's admins do, and its alarms. */
@Timeout(60)
class InventoryTest {

    private static final Pace PACE = new Pace(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(10),
            Duration.ofSeconds(3));

    private Bench bench;
    private DemoInventory demo;
    private DemoAlarms alarms;
    private Inventory inventory;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        bench = new Bench();
        demo = new DemoInventory(0, bench.demo, bench.faults, TokenCheck.anyToken(), InstantSource.system());
        alarms = new DemoAlarms(0, bench.demo, bench.faults, TokenCheck.anyToken(), InstantSource.system());
        inventory = new Inventory(URI.create(demo.url() + "/v1"), Optional.of(URI.create(alarms.url())), t -> Secret.of("token-1"), http);
    }

    @AfterEach
    void stop() {
        demo.close();
        alarms.close();
        bench.close();
        http.shutdownNow();
    }

    private ActionOutcome run(NodeAction action, String host) throws Exception {
        Questions yes = new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                return Trust.NO;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                assertTrue(question.contains("through the inventory"), question);
                return true;
            }
        };
        ServiceManager client = bench.client(bench.demo.url());
        try (SystemPoller poller = new SystemPoller(client, PACE, InstantSource.system(), RandomGenerator.getDefault())) {
            return new ControllerAction(client, poller, new InventoryRoute(inventory), ActionGuard.open(), yes, null).run(action, host, Task.unwatched());
        }
    }

    @Test
    void hostsAreAsTheInventorySaysThem() throws Exception {
        List<InventoryHost> hosts = inventory.hosts(Task.unwatched());
        assertEquals(List.of("Controller-Active", "Controller-Standby"), hosts.stream().map(InventoryHost::role).toList());
        assertEquals("unlocked", hosts.get(1).admin());
    }

    @Test
    void anActionGoesThroughItAndIsFollowedOnServiceManager() throws Exception {
        ActionOutcome.Done done = assertInstanceOf(ActionOutcome.Done.class, run(NodeAction.LOCK, "controller-1"));
        assertEquals("controller-1 is locked; no service group runs on it.", done.text());
        assertInstanceOf(ActionOutcome.Done.class, run(NodeAction.UNLOCK, "controller-1"));
        assertInstanceOf(ActionOutcome.Done.class, run(NodeAction.SWACT, "controller-0"));
    }

    @Test
    void itsRefusalIsToldInItsWords() throws Exception {
        demo.refuse("controller-1: Rejected: an application is being applied.");
        ActionOutcome.Refused no = assertInstanceOf(ActionOutcome.Refused.class, run(NodeAction.SWACT, "controller-0"));
        assertEquals("controller-1: Rejected: an application is being applied.", no.reason());
    }

    @Test
    void aFiveHundredIsSettledByReadingBack() throws Exception {
        bench.faults.add(new Fault("inventory", "PATCH", Pattern.compile(".*"), Fault.Kind.STATUS, Duration.ZERO, 500, "oops", "text/plain", -1));
        ActionOutcome.Failed failed = assertInstanceOf(ActionOutcome.Failed.class, run(NodeAction.LOCK, "controller-1"));
        assertTrue(failed.failure().meaning().contains("is still unlocked"), failed.failure().meaning());
    }

    @Test
    void alarmsNameWhatTheyAreAbout() throws Exception {
        assertEquals(List.of(), inventory.alarms(Task.unwatched()));
        bench.demo.assignment("controller-1", "vim-services", "status", "degraded");
        bench.demo.assignment("controller-1", "vim-services", "condition", "data-syncing");
        Alarm alarm = inventory.alarms(Task.unwatched()).get(0);
        assertEquals("Service group vim-services degraded; data-syncing.", alarm.text());
        assertEquals("400.001 major", alarm.id() + " " + alarm.severity());
        assertEquals("vim-services", alarm.group());
        assertEquals("controller-1", alarm.host());
        assertEquals("", new Alarm("", "", "", "system=x", "", "", "").host());
        bench.demo.assignment("controller-1", "vim-services", "status", "");
        assertEquals(List.of(), inventory.alarms(Task.unwatched()), "it is cleared with its cause");
        alarms.raise("250.001", "major", "host=controller-0", "controller-0 configuration is out of date.");
        assertEquals(List.of("controller-0"), inventory.alarms(Task.unwatched()).stream().map(Alarm::host).toList());
    }

    @Test
    void aLockTakesRedundancyAway() throws Exception {
        assertInstanceOf(ActionOutcome.Done.class, run(NodeAction.LOCK, "controller-1"));
        List<Alarm> all = inventory.alarms(Task.unwatched());
        assertEquals("controller-1 was administratively locked to take it out of service.", all.get(0).text());
        assertEquals(7, all.stream().filter(a -> a.id().equals("400.002")).count(), "one for each group that lost its second member");
    }

    @Test
    void itsOwnChecksComeFirst() throws Exception {
        ActionOutcome.Refused active = assertInstanceOf(ActionOutcome.Refused.class, run(NodeAction.LOCK, "controller-0"));
        assertEquals("Lock of controller-0 rejected: it is the active controller; swact first.", active.reason());
        demo.outdate("controller-1");
        assertEquals("Config out-of-date", inventory.hosts(Task.unwatched()).get(1).configuration());
        ActionOutcome.Refused stale = assertInstanceOf(ActionOutcome.Refused.class, run(NodeAction.SWACT, "controller-0"));
        assertEquals("Swact of controller-0 rejected: the configuration of controller-1 is not applied.", stale.reason());
        assertInstanceOf(ActionOutcome.Done.class, run(NodeAction.SWACT_FORCE, "controller-0"), "force skips the inventory's checks");
        assertEquals("Swact: Complete", inventory.hosts(Task.unwatched()).get(0).task());
        assertEquals("Controller-Active", inventory.hosts(Task.unwatched()).get(1).role());
    }

    @Test
    void whoMayNotActMayStillLook() throws Exception {
        try (DemoInventory readers = new DemoInventory(0, bench.demo, bench.faults, t -> TokenCheck.Role.OTHER, InstantSource.system())) {
            Inventory own = new Inventory(URI.create(readers.url()), Optional.empty(), t -> Secret.of("token-2"), http);
            List<InventoryHost> hosts = own.hosts(Task.unwatched());
            assertEquals(2, hosts.size());
            assertEquals(403, own.act(hosts.get(1), "lock", Task.unwatched()).status());
        }
    }

    @Test
    void whatIsNoInventoryIsSaidSo() throws Exception {
        bench.faults.add(new Fault("inventory", "GET", Pattern.compile(".*"), Fault.Kind.BODY, Duration.ZERO, 0, "<html>", "text/html", -1));
        assertEquals(Failure.Kind.BAD_ANSWER, assertThrows(FailureException.class, () -> inventory.hosts(Task.unwatched())).failure().kind());
        alarms.close();
        assertEquals(Failure.Kind.UNREACHABLE, assertThrows(FailureException.class, () -> inventory.alarms(Task.unwatched())).failure().kind());
    }
}
