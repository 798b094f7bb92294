package org.campanile.demolab.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;

import org.campanile.core.ask.Questions;
import org.campanile.core.ask.Questions.Trust;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.rabbitmq.BrokerLimits;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.Command;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.Limits;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.servicemanager.TokenSource;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.demolab.broker.DemoBroker;
import org.campanile.demolab.http.Faults;
import org.campanile.demolab.servicemanager.DemoServiceManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** AMQP, the management API and Service Manager inside TLS: certificates asked about, remembered, changed, and ports mixed up. */
@Timeout(120)
class TlsTest {

    private static final BrokerLimits LIMITS = new BrokerLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);
    private static final BrokerLimits TIGHT = new BrokerLimits(Duration.ofSeconds(3), Duration.ofSeconds(3), 1 << 20);
    private static final Limits SLOW = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);

    @TempDir
    private static Path folder;
    private static KeyStore first;
    private static KeyStore second;
    private static KeyStore elsewhere;
    private static DemoBroker broker;
    private static DemoServiceManager controllers;

    @TempDir
    private Path home;
    private TlsFront amqp;
    private TlsFront web;
    private TlsFront sm;

    @BeforeAll
    static void behind() throws Exception {
        first = TlsFront.keys(folder, "first", "ip:127.0.0.1");
        second = TlsFront.keys(folder, "second", "ip:127.0.0.1");
        elsewhere = TlsFront.keys(folder, "elsewhere", "dns:elsewhere.example");
        broker = new DemoBroker(0, 0, new Faults());
        controllers = DemoServiceManager.forReplay();
    }

    @AfterAll
    static void end() {
        controllers.close();
        broker.close();
    }

    @BeforeEach
    void fronts() throws Exception {
        amqp = new TlsFront(first, broker.amqpPort());
        web = new TlsFront(first, URI.create(broker.managementUrl()).getPort());
        sm = new TlsFront(first, URI.create(controllers.url()).getPort());
    }

    @AfterEach
    void closeFronts() throws Exception {
        amqp.close();
        web.close();
        sm.close();
    }

    private void use(KeyStore keys) throws Exception {
        amqp.use(keys);
        web.use(keys);
        sm.use(keys);
    }

    private BrokerProfile profile(Path ca, boolean verify) {
        return new BrokerProfile("127.0.0.1", amqp.port(), true, ca, verify, "guest", "/", "https://127.0.0.1:" + web.port());
    }

    private CertificateTrust trust(Questions questions) {
        return new CertificateTrust(questions, home.resolve("trusted-certificates.yaml"));
    }

    /** Something that connects. */
    private interface Connecting {
        void go(CertificateTrust trust, Path ca, boolean verify) throws Exception;
    }

    private void messaging(CertificateTrust trust, Path ca, boolean verify) throws FailureException {
        Messaging.proveRoundTrip(profile(ca, verify), Secret.of("guest"), trust, LIMITS, Task.unwatched());
    }

    private void management(CertificateTrust trust, Path ca, boolean verify) throws FailureException {
        try (BrokerManagement management = new BrokerManagement(profile(ca, verify), Secret.of("guest"), trust, LIMITS)) {
            assertEquals("guest", management.whoAmI(Task.unwatched()).name());
        }
    }

    private ServiceManager client(HttpClient http) throws FailureException {
        return new ServiceManager(new SystemProfile("tower", List.of("https://127.0.0.1:" + sm.port()), "", true),
                TokenSource.fixed(Secret.of("replay")), http, SLOW);
    }

    private void controllers(CertificateTrust trust, Path ca) throws FailureException {
        HttpClient http = ServiceManager.http(SLOW, trust, ca);
        try {
            client(http).nodes(Task.unwatched());
        } finally {
            http.shutdownNow();
        }
    }

    private static Failure refused(Kind kind, Connecting connecting, CertificateTrust trust, Path ca) {
        Failure failure = assertThrows(FailureException.class, () -> connecting.go(trust, ca, true)).failure();
        assertEquals(kind, failure.kind(), failure.details());
        assertFalse(failure.next().isEmpty());
        return failure;
    }

    /** The life of one certificate at one port. */
    private void wholeStory(Connecting connecting, int port) throws Exception {
        Answers no = new Answers(Trust.NO);
        Failure failure = refused(Kind.UNTRUSTED, connecting, trust(no), null);
        assertEquals("127.0.0.1:" + port, failure.subject());
        assertTrue(no.asked.getFirst().matches("certificate 127\\.0\\.0\\.1:" + port + " ([0-9A-F]{2}:){31}[0-9A-F]{2} The server signed .*CN=first.*"),
                no.asked.toString());
        Answers once = new Answers(Trust.ONCE);
        CertificateTrust program = trust(once);
        connecting.go(program, null, true);
        connecting.go(program.forSession(), null, true);
        assertEquals(1, once.asked.size());
        connecting.go(trust(new Answers(Trust.ALWAYS)), null, true);
        connecting.go(trust(Questions.nobody()), null, true);
        use(second);
        Answers loud = new Answers(Trust.NO);
        refused(Kind.UNTRUSTED, connecting, trust(loud), null);
        assertTrue(loud.asked.getFirst().contains("HAS CHANGED"), loud.asked.toString());
        connecting.go(CertificateTrust.nobody(), TlsFront.pem(folder, second), true);
        refused(Kind.UNTRUSTED, connecting, CertificateTrust.nobody(), TlsFront.pem(folder, first));
        use(elsewhere);
        Answers name = new Answers(Trust.NO);
        refused(Kind.UNTRUSTED, connecting, CertificateTrust.asking(name), TlsFront.pem(folder, elsewhere));
        assertTrue(name.asked.getFirst().contains("is for elsewhere.example, not for 127.0.0.1"), name.asked.toString());
    }

    @Test
    void messaging() throws Exception {
        wholeStory(this::messaging, amqp.port());
        messaging(CertificateTrust.nobody(), null, false);
    }

    @Test
    void management() throws Exception {
        wholeStory(this::management, web.port());
        management(CertificateTrust.nobody(), null, false);
    }

    @Test
    void serviceManager() throws Exception {
        wholeStory((trust, ca, verify) -> controllers(trust, ca), sm.port());
    }

    @Test
    void aCommandIsNotSentToAControllerThatIsNotTrusted() throws Exception {
        HttpClient http = ServiceManager.http(SLOW, CertificateTrust.asking(new Answers(Trust.ONCE)), null);
        ServiceManager client = client(http);
        String host = client.nodes(Task.unwatched()).getFirst().name();
        http.shutdownNow();
        sm.use(second);
        HttpClient strict = ServiceManager.http(SLOW, CertificateTrust.nobody(), null);
        CommandResult result = client(strict).command(host, Command.swact("admin"), Task.unwatched());
        strict.shutdownNow();
        assertTrue(result instanceof CommandResult.Failed failed && failed.failure().kind() == Kind.UNTRUSTED, result.toString());
    }

    @Test
    void oneSessionAsksForEachAddressAndRemembersForTheNext() throws Exception {
        SystemProfile system = new SystemProfile("tower", List.of("https://127.0.0.1:" + sm.port()), "", true);
        Lab lab = Lab.named("tls").withBroker(profile(null, true)).withSystems(List.of(system));
        MemorySecrets secrets = new MemorySecrets();
        secrets.store(lab.brokerKey(), Secret.of("guest"));
        Answers always = new Answers(Trust.ALWAYS);
        for (int run = 0; run < 2; run++) {
            try (LabSession session = new LabSession(lab, secrets, always, trust(always), CloudConnector.create())) {
                session.management(Task.unwatched()).overview(Task.unwatched());
                session.proveMessages(Task.unwatched());
                session.messaging(Task.unwatched()).close();
            }
            assertEquals(2, always.asked.size());
        }
    }

    @Test
    void tlsToAPlainPortIsNamedAsSuch() {
        BrokerProfile mixed = new BrokerProfile("127.0.0.1", broker.amqpPort(), true, null, true, "guest", "/",
                broker.managementUrl().replace("http:", "https:"));
        Failure amqpFailure = assertThrows(FailureException.class,
                () -> Messaging.open(mixed, Secret.of("guest"), CertificateTrust.nobody(), "test", LIMITS, Task.unwatched())).failure();
        assertEquals(Kind.BAD_ANSWER, amqpFailure.kind(), amqpFailure.details());
        Failure webFailure = assertThrows(FailureException.class, () -> {
            try (BrokerManagement management = new BrokerManagement(mixed, Secret.of("guest"), TIGHT)) {
                management.whoAmI(Task.unwatched());
            }
        }).failure();
        // The demo lab's web server waits for the end of a line that never comes; most others answer, which is a bad answer then.
        assertEquals(Kind.TIMED_OUT, webFailure.kind(), webFailure.details());
        assertTrue(webFailure.next().contains("TLS"), webFailure.details());
    }

    @Test
    void aPlainClientAtATlsPortEndsClearly() {
        BrokerProfile mixed = new BrokerProfile("127.0.0.1", amqp.port(), false, null, true, "guest", "/", "http://127.0.0.1:" + web.port());
        Failure amqpFailure = assertThrows(FailureException.class,
                () -> Messaging.open(mixed, Secret.of("guest"), "test", LIMITS, Task.unwatched())).failure();
        assertTrue(List.of(Kind.UNREACHABLE, Kind.BAD_ANSWER).contains(amqpFailure.kind()), amqpFailure.details());
        assertTrue(amqpFailure.next().contains("TLS"), amqpFailure.details());
        Failure webFailure = assertThrows(FailureException.class, () -> {
            try (BrokerManagement management = new BrokerManagement(mixed, Secret.of("guest"), LIMITS)) {
                management.whoAmI(Task.unwatched());
            }
        }).failure();
        assertTrue(List.of(Kind.UNREACHABLE, Kind.BAD_ANSWER).contains(webFailure.kind()), webFailure.details());
        assertTrue(webFailure.next().contains("https"), webFailure.details());
    }
}
