package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.Onlooker;
import org.campanile.core.controllers.Pace;
import org.campanile.core.controllers.PreChecks;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.inventory.Inventory;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user without the admin role, whom Service Manager does not answer. */
@Timeout(60)
class OnlookerTest {

    private static final Pace PACE = new Pace(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<SystemSnapshot> seen = new LinkedBlockingQueue<>();
    private volatile TokenCheck.Role role = TokenCheck.Role.OTHER;
    private Bench bench;
    private DemoInventory inventory;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench(t -> {
            asked.incrementAndGet();
            return role;
        });
        inventory = new DemoInventory(0, bench.demo, bench.faults, t -> TokenCheck.Role.OTHER, InstantSource.system());
    }

    @AfterEach
    void stop() {
        inventory.close();
        bench.close();
        http.close();
    }

    private SystemPoller poller(List<String> roles, boolean withInventory) throws Exception {
        ServiceManager manager = bench.client(bench.demo.url());
        Cloud.Login login = new Cloud.Login("u", "reader-1", "Default", "p", "tower", "Default", roles, Instant.MAX);
        Inventory own = new Inventory(URI.create(inventory.url()), Optional.empty(), t -> Secret.of("token-2"), http);
        return new SystemPoller(manager, new Onlooker(t -> Optional.of(login), t -> withInventory ? Optional.of(own) : Optional.empty()), PACE,
                InstantSource.system(), RandomGenerator.getDefault());
    }

    private SystemSnapshot next() throws InterruptedException {
        SystemSnapshot snapshot = seen.poll(20, TimeUnit.SECONDS);
        assertNotNull(snapshot, "no snapshot came");
        return snapshot;
    }

    @ParameterizedTest
    @EnumSource(WireForm.class)
    void looksThroughTheInventoryHoweverTheRefusalIsTold(WireForm form) throws Exception {
        bench.demo.form(form);
        bench.demo.assignment("controller-1", "vim-services", "condition", "data-syncing");
        try (SystemPoller poller = poller(List.of("reader", "member"), true); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            SystemSnapshot now = next();
            assertNull(now.failure());
            assertEquals("User reader-1 has the roles reader, member in project tower, and Service Manager answers only the admin role. What is shown comes from "
                    + "the inventory, without services; nothing can be done from here.", now.lookOnly());
            assertEquals(Optional.of("controller-0"), now.active());
            assertEquals(inventory.url(), now.source());
            assertEquals(7, now.groups().size());
            assertEquals("data-syncing", now.assignment("vim-services", "controller-1").orElseThrow().condition());
            assertEquals(Optional.of(now.lookOnly()), PreChecks.offline(NodeAction.SWACT, "controller-0", now).hindrance());
            assertFalse(PreChecks.offline(NodeAction.SWACT, "controller-0", now).allowed());
        }
    }

    @Test
    void asksServiceManagerRarelyAndTakesItsWordWhenTheRoleCame() throws Exception {
        // On the poller's own thread, which may have gone on when the tenth is taken here.
        List<Integer> askedSoFar = new CopyOnWriteArrayList<>();
        try (SystemPoller poller = poller(List.of("reader"), true); SystemPoller.Subscription s = poller.subscribe(snapshot -> {
            askedSoFar.add(asked.get());
            seen.add(snapshot);
        })) {
            for (int i = 0; i < 10; i++) {
                assertFalse(next().lookOnly().isEmpty());
            }
            assertEquals(Collections.nCopies(10, 1), askedSoFar.subList(0, 10), "each refusal is an error in the controller's log");
            role = TokenCheck.Role.ADMIN;
            SystemSnapshot now = next();
            while (!now.lookOnly().isEmpty()) {
                now = next();
            }
            assertEquals(bench.demo.url(), now.source());
            assertFalse(now.services().isEmpty());
        }
    }

    @Test
    void withoutAnInventoryTheReasonIsTheRole() throws Exception {
        bench.demo.form(WireForm.TEXT_500);
        try (SystemPoller poller = poller(List.of(), false); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            Failure why = next().failure();
            assertEquals(Failure.Kind.DENIED, why.kind());
            assertEquals("User reader-1 has no role in project tower, and Service Manager answers only the admin role.", why.meaning());
        }
    }

    @Test
    void anAdminsTroubleIsToldAsItIs() throws Exception {
        bench.demo.form(WireForm.TEXT_500);
        try (SystemPoller poller = poller(List.of("Admin"), true); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            SystemSnapshot now = next();
            assertEquals(Failure.Kind.REMOTE, now.failure().kind());
            assertTrue(now.lookOnly().isEmpty());
        }
    }
}
