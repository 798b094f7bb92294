package org.campanile.demolab.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.campanile.core.ask.Questions;
import org.campanile.core.diagnosis.Chain;
import org.campanile.core.diagnosis.ChainLook;
import org.campanile.core.diagnosis.Diagnosis;
import org.campanile.core.diagnosis.GuidedSearch;
import org.campanile.core.diagnosis.Knowledge;
import org.campanile.core.diagnosis.Link;
import org.campanile.core.diagnosis.LinkState;
import org.campanile.core.diagnosis.ServiceSwitch;
import org.campanile.core.diagnosis.Symptom;
import org.campanile.core.diagnosis.Target;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.demolab.agents.AgentFault;
import org.campanile.demolab.http.Fault;
import org.campanile.demolab.http.ResourceFault;
import org.campanile.demolab.murano.MuranoBroker;
import org.campanile.demolab.murano.MuranoServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each link of the chain broken once, in a lab that answers as a real one does; the procedure has to name that link. */
class DiagnosisTest {

    private static DemoLab demo;
    private static MuranoBroker usual;
    private final List<GuidedSearch.Step> steps = new ArrayList<>();
    private final MemorySecrets secrets = new MemorySecrets();

    @BeforeAll
    static void start() throws FailureException {
        demo = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.02));
        usual = murano().broker();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @AfterEach
    void mend() throws FailureException {
        demo.faults().clear();
        demo.agents().faults().clear();
        if (!murano().broker().equals(usual)) {
            murano().reconfigure(usual);
        }
        // A task that waits for its agent waits for ever, and would be found in the queue by the next test that stops the conductor.
        murano().stopConductor();
        try (LabSession session = session(lab())) {
            session.management(Task.unwatched()).purgeQueue("/", "tasks", Task.unwatched());
        }
        murano().startConductor();
    }

    @BeforeEach
    void connected() {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!murano().connected()) {
            assertTrue(System.nanoTime() < end, "waited for Murano to connect to its broker");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static MuranoServices murano() {
        return demo.murano().services();
    }

    private Lab lab(String vhost, String cloudPassword, String brokerPassword, Guard guard) {
        Map<String, String> at = demo.endpoints();
        URI amqp = URI.create(at.get("amqp"));
        Lab lab = new Lab("Demo", Lab.DEFAULT_COLOUR, guard,
                Optional.of(CloudProfile.password("demo-lab", at.get("identity"), "admin", "admin").withRegion("RegionOne")),
                Optional.of(new BrokerProfile(amqp.getHost(), amqp.getPort(), false, null, true, "guest", vhost, at.get("rabbitmq"))), List.of(), List.of(), "", Map.of());
        secrets.store(lab.cloudKey(), Secret.of(cloudPassword));
        secrets.store(lab.brokerKey(), Secret.of(brokerPassword));
        return lab;
    }

    private Lab lab() {
        return lab("/", "admin-secret", "guest", Guard.NORMAL);
    }

    private LabSession session(Lab lab) {
        return new LabSession(lab, secrets, agreeing(), CloudConnector.create());
    }

    private static Questions agreeing() {
        return new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                return Trust.NO;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                return typedName == null;
            }
        };
    }

    /** The demo lab's own services as a devbox's; stopping murano-api itself is left out, as the lab has no such switch. */
    private static ServiceSwitch devbox() {
        return new ServiceSwitch() {
            @Override
            public Optional<String> unavailable() {
                return Optional.empty();
            }

            @Override
            public void stop(Role role, Task task) {
                if (role == Role.CONDUCTOR) {
                    murano().stopConductor();
                }
            }

            @Override
            public void start(Role role, Task task) {
                if (role == Role.CONDUCTOR) {
                    murano().startConductor();
                }
            }

            @Override
            public List<String> log(Role role, Task task) {
                return List.of("2013-10-01 12:00:00 INFO muranoconductor.app [-] Starting");
            }
        };
    }

    private static Chain chain(Duration patience) {
        return new Chain(Knowledge.shipped(), patience);
    }

    private Diagnosis look(Lab lab) throws FailureException {
        try (LabSession session = session(lab)) {
            return new ChainLook(session, chain(Duration.ofMinutes(5)), Target.lab("Demo"), d -> {
            }).look(Task.unwatched());
        }
    }

    private Diagnosis guided(Lab lab, Duration patience) throws FailureException {
        return guided(lab, patience, Duration.ofSeconds(12));
    }

    /** Ends at the limit when what was sent never does. */
    private Diagnosis guided(Lab lab, Duration patience, Duration limit) throws FailureException {
        GuidedSearch.Options options = new GuidedSearch.Options("demo-windows", "m1.medium", "", Duration.ofMillis(200), limit);
        try (LabSession session = session(lab)) {
            return new GuidedSearch(session, chain(patience), devbox(), options, p -> {
                steps.clear();
                steps.addAll(p.steps());
            }).run(Task.unwatched());
        }
    }

    private static void breaksAt(Link link, Diagnosis found) {
        assertEquals(Optional.of(link), found.broken().map(s -> s.link()), () -> found.sights().toString());
    }

    private static void known(String id, Diagnosis found) {
        assertTrue(found.broken().orElseThrow().symptoms().stream().map(Symptom::id).anyMatch(id::equals), () -> found.broken().toString());
    }

    @Test
    void aLabThatIsWellHoldsAtEveryLink() throws FailureException {
        Diagnosis found = look(lab());
        assertEquals(Optional.empty(), found.broken(), found.sentence());
        assertTrue(found.complete());
        for (Link link : List.of(Link.LAB, Link.KEYSTONE, Link.MURANO_API, Link.BROKER, Link.CONDUCTOR, Link.HEAT, Link.NOVA)) {
            assertEquals(LinkState.GOOD, found.sight(link).state(), () -> found.sight(link).toString());
        }
    }

    @Test
    void theProofGoesThroughAndLeavesNothing() throws FailureException {
        Diagnosis found = guided(lab(), Duration.ofMinutes(5), Duration.ofMinutes(1));
        assertEquals(Optional.empty(), found.broken(), found.sentence());
        assertTrue(steps.stream().allMatch(s -> s.state() == GuidedSearch.State.DONE), steps.toString());
        assertTrue(steps.get(3).told().contains("the first is ours"), steps.get(3).told());
        assertTrue(murano().conductorRuns());
        assertEquals(LinkState.GOOD, found.sight(Link.HEAT).state());
        assertEquals(LinkState.GOOD, found.sight(Link.AGENT).state());
    }

    @Test
    void aWrongPasswordOfTheCloud() throws FailureException {
        Diagnosis found = look(lab("/", "wrong", "guest", Guard.NORMAL));
        breaksAt(Link.KEYSTONE, found);
        assertEquals(LinkState.GOOD, found.sight(Link.BROKER).state(), "what does not need the broken link is looked at all the same");
        assertEquals(LinkState.UNKNOWN, found.sight(Link.HEAT).state());
    }

    @Test
    void aWrongPasswordOfTheBroker() throws FailureException {
        Diagnosis found = look(lab("/", "admin-secret", "wrong", Guard.NORMAL));
        breaksAt(Link.BROKER, found);
        known("broker.login-refused", found);
    }

    @Test
    void aMissingVirtualHost() throws FailureException {
        Diagnosis found = look(lab("nowhere", "admin-secret", "guest", Guard.NORMAL));
        breaksAt(Link.BROKER, found);
        known("broker.vhost-missing", found);
    }

    @Test
    void servicesOfMuranoWithAWrongPassword() throws FailureException {
        murano().reconfigure(murano().broker().as("guest", "wrong"));
        Diagnosis found = look(lab());
        breaksAt(Link.BROKER, found);
        assertTrue(found.broken().orElseThrow().cause().contains("murano-api is not connected"), found.sentence());
    }

    @Test
    void muranoApiThatFails() throws FailureException {
        demo.faults().add(Fault.status("murano", "GET", ".*", 500, "boom", -1));
        breaksAt(Link.MURANO_API, look(lab()));
    }

    @Test
    void aConductorThatIsAway() throws FailureException {
        murano().stopConductor();
        Diagnosis found = look(lab());
        breaksAt(Link.CONDUCTOR, found);
        // Which of the two depends on whether somebody has left a task there.
        String evidence = found.sight(Link.CONDUCTOR).evidence();
        assertTrue(evidence.contains("Nobody consumes queue tasks") || evidence.contains("queue tasks and nobody takes "), found.sentence());
    }

    @Test
    void anInstanceWithoutAHost() throws FailureException {
        demo.faults().add(ResourceFault.of("OS::Nova::Server", ".*", "No valid host was found. There are not enough hosts available.", -1));
        Diagnosis found = guided(lab(), Duration.ofMinutes(5), Duration.ofMinutes(1));
        assertTrue(found.broken().map(s -> s.link()).filter(l -> l == Link.HEAT || l == Link.NOVA).isPresent(), found.sights().toString());
        known("heat.no-valid-host", found);
        assertEquals(GuidedSearch.State.FAILED, steps.get(5).state());
        assertEquals(GuidedSearch.State.DONE, steps.get(6).state(), "the environment is deleted all the same");
    }

    @Test
    void unitsThatWereToldAnotherAddressOfTheBroker() throws FailureException {
        murano().reconfigure(murano().broker().tellingAgents("127.0.0.9"));
        connected();
        Diagnosis found = guided(lab(), Duration.ofMinutes(5));
        breaksAt(Link.AGENT, found);
        assertTrue(found.broken().orElseThrow().evidence().contains("1 plan waits"), found.sentence());
    }

    @Test
    void anAgentThatDoesNotAnswer() throws FailureException {
        demo.agents().faults().add(new AgentFault(AgentFault.Kind.SILENT, "*", "*", -1));
        Diagnosis found = guided(lab(), Duration.ofSeconds(3));
        breaksAt(Link.AGENT, found);
        assertTrue(found.broken().orElseThrow().cause().contains("has not answered"), found.sentence());
    }

    @Test
    void aReadOnlyLabIsLookedAtButNothingIsSent() throws FailureException {
        Lab guarded = lab("/", "admin-secret", "guest", Guard.READ_ONLY);
        assertEquals(Optional.empty(), look(guarded).broken());
        FailureException e = assertThrows(FailureException.class, () -> guided(guarded, Duration.ofMinutes(5)));
        assertEquals(Failure.Kind.GUARDED, e.failure().kind());
        assertTrue(murano().conductorRuns());
        assertFalse(steps.stream().anyMatch(s -> s.state() == GuidedSearch.State.DONE));
    }

    @Test
    void cancellingStartsWhatWasStopped() {
        Task task = Task.unwatched();
        GuidedSearch.Options options = new GuidedSearch.Options("demo-windows", "m1.medium", "", Duration.ofMillis(200), Duration.ofSeconds(8));
        try (LabSession session = session(lab())) {
            GuidedSearch search = new GuidedSearch(session, chain(Duration.ofMinutes(5)), devbox(), options, p -> {
                if (p.steps().get(3).state() == GuidedSearch.State.DONE) {
                    task.cancel();
                }
            });
            FailureException e = assertThrows(FailureException.class, () -> search.run(task));
            assertEquals(Failure.Kind.CANCELLED, e.failure().kind());
        }
        assertTrue(murano().conductorRuns());
    }
}
